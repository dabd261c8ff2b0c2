'use client';
import { StatusChip, type StatusKind } from '#components/ui/status-chip.tsx';
import type { Column } from '#components/ui/table-cells.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { UserState } from '#lib/access/user-states.ts';
import type { User } from '#lib/client/users.ts';
import { stateWords } from './user-words.ts';
import css from './users.module.css';

const kinds: Record<UserState, StatusKind> = { active: 'success', invited: 'neutral', disabled: 'warning' };

/** @param you id of who looks */
export const columnsFor = (you: string): readonly Column<User>[] => [
  {
    id: 'username',
    header: 'Name',
    isSortable: true,
    cell: ({ id, username }) => (
      <span className={css.name}>
        <span translate="no">{username}</span>
        {id === you && <span className={css.you}>You</span>}
      </span>
    ),
  },
  { id: 'role', header: 'Role', isSortable: true, cell: ({ role }) => <span translate="no">{role}</span> },
  {
    id: 'backend_roles',
    header: 'Backend roles',
    cell: ({ backend_roles }) => <span translate="no">{backend_roles.length > 0 ? backend_roles.join(', ') : '—'}</span>,
  },
  { id: 'last_seen', header: 'Last seen', isSortable: true, cell: ({ last_seen }) => <TimeAgo at={last_seen ?? undefined} /> },
  { id: 'state', header: 'State', isSortable: true, cell: (user) => <State user={user} /> },
  { id: 'created_at', header: 'Added', isSortable: true, isExtra: true, cell: ({ created_at }) => <TimeAgo at={created_at} /> },
];

function State({ user: { state, invitation_expires_at: until } }: { user: User }) {
  const isOver = state === 'invited' && (until == null || until <= Date.now());
  return (
    <StatusChip kind={isOver ? 'warning' : kinds[state]} {...(isOver && { reason: 'The invitation has ended. Make a new link.' })}>
      {stateWords[state]}
    </StatusChip>
  );
}
