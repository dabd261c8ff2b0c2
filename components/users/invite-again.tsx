'use client';
import { Button, Modal } from '@mantine/core';
import { useFocusBack } from '#components/ui/use-focus-back.ts';
import type { InvitedUser } from '#lib/client/users.ts';
import { InvitationLink } from './invitation-link.tsx';
import css from './users.module.css';

type InviteAgainProps = { opened: boolean; invited: InvitedUser | undefined; onClose: () => void };

/** The new link of somebody who was invited before. */
export function InviteAgain({ opened, invited, onClose }: InviteAgainProps) {
  useFocusBack(opened);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="New invitation link"
      size={480}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {invited?.invitation && (
        <div className={css.form}>
          <InvitationLink path={invited.invitation} username={invited.username} />
          <p className={css.words}>The link before no longer works.</p>
          <div className={css.buttons}>
            <Button variant="default" onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
