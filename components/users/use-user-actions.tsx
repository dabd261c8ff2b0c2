'use client';
import { IconBan, IconLink, IconLogout, IconTrash, IconUserCheck } from '@tabler/icons-react';
import type { RowAction } from '#components/ui/row-actions.tsx';
import { showFailure, showSuccess } from '#components/ui/toast.tsx';
import type { InvitedUser, User, UserChanges } from '#lib/client/users.ts';
import { useChangeUser } from './queries.ts';

type Handlers = { onInvited: (user: InvitedUser) => void; onDelete: (user: User) => void };

const icon = { size: 16, 'aria-hidden': true } as const;
const refusalOf = (ability: true | string) => ability !== true && ability;

/** What can be done with a user from the row. What can be taken back asks nothing. */
export function useUserActions({ onInvited, onDelete }: Handlers): (user: User) => RowAction[] {
  const { mutateAsync } = useChangeUser();
  const change = async (user: User, changes: UserChanges): Promise<InvitedUser | undefined> => {
    try {
      return await mutateAsync({ user, changes });
    } catch (thrown) {
      showFailure(`${user.username} could not be changed. ${thrown instanceof Error ? thrown.message : ''}`);
      return undefined;
    }
  };
  const setState = async (user: User, state: 'active' | 'disabled') => {
    const changed = await change(user, { state });
    const words = state === 'active' ? `${user.username} is enabled.` : `${user.username} is disabled. Their sessions have ended.`;
    if (changed) showSuccess(words, () => void change(changed, { state: state === 'active' ? 'disabled' : 'active' }));
  };
  const invite = async (user: User) => {
    const invited = await change(user, { invite: true });
    if (invited) onInvited(invited);
  };
  const signOut = async (user: User) => {
    if (await change(user, { sign_out: true })) showSuccess(`${user.username} is signed out everywhere.`);
  };
  return (user) => {
    const refusal = refusalOf(user.can.update);
    return [
      ...(user.state === 'invited'
        ? [{ label: 'Make a new invitation link', icon: <IconLink {...icon} />, onClick: () => void invite(user), refusal }]
        : []),
      ...(user.state === 'active'
        ? [{ label: 'Sign out everywhere', icon: <IconLogout {...icon} />, onClick: () => void signOut(user), refusal }]
        : []),
      user.state === 'disabled'
        ? { label: 'Enable', icon: <IconUserCheck {...icon} />, onClick: () => void setState(user, 'active'), refusal }
        : {
            label: 'Disable',
            icon: <IconBan {...icon} />,
            onClick: () => void setState(user, 'disabled'),
            refusal: refusalOf(user.can.disable),
          },
      {
        label: 'Delete',
        icon: <IconTrash {...icon} />,
        onClick: () => onDelete(user),
        isDangerous: true,
        refusal: refusalOf(user.can.delete),
      },
    ];
  };
}
