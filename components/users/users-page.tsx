'use client';
import { Button } from '@mantine/core';
import { IconPencil, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useSession } from '#components/shell/session.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Filter } from '#components/ui/filters.tsx';
import { Page } from '#components/ui/page.tsx';
import { RowActions } from '#components/ui/row-actions.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { useTableState } from '#components/ui/table-state.ts';
import { userStates } from '#lib/access/user-states.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import type { InvitedUser, User, UserPage } from '#lib/client/users.ts';
import { usersQuery } from './queries.ts';
import { useUserActions } from './use-user-actions.tsx';
import { columnsFor } from './user-columns.tsx';
import { userDefaults } from './user-list.ts';
import { stateWords } from './user-words.ts';

// Each is loaded when it is opened for the first time.
const AddUser = dynamic(() => import('./add-user.tsx').then((file) => file.AddUser), { ssr: false });
const EditUser = dynamic(() => import('./edit-user.tsx').then((file) => file.EditUser), { ssr: false });
const DeleteUser = dynamic(() => import('./delete-user.tsx').then((file) => file.DeleteUser), { ssr: false });
const InviteAgain = dynamic(() => import('./invite-again.tsx').then((file) => file.InviteAgain), { ssr: false });

const filtersOf = ({ role, state, backend_role }: UserPage['facets']): Filter[] => [
  { id: 'role', label: 'Role', options: role.map((one) => ({ ...one, label: one.value })) },
  {
    id: 'state',
    label: 'State',
    options: userStates.map((value) => ({
      value,
      label: stateWords[value],
      count: state.find((one) => one.value === value)?.count ?? 0,
    })),
  },
  { id: 'backend_role', label: 'Backend role', options: backend_role.map((one) => ({ ...one, label: one.value })) },
];

type UsersPageProps = {
  /** What the server rendered, and the query it answers. */
  initial: UserPage;
  initialQuery: ListQuery;
};

type Opened = { part: 'add' | 'edit' | 'delete' | 'invited'; user?: User | InvitedUser };

/** Users and roles: the table, and what administrators do with accounts. */
export function UsersPage({ initial, initialQuery }: UsersPageProps) {
  const { id: you } = useSession().user;
  const state = useTableState(userDefaults);
  const isFirst = JSON.stringify(state.query) === JSON.stringify(initialQuery);
  const query = useQuery({ ...usersQuery(state.query), ...(isFirst && { initialData: initial }), refetchInterval: state.refresh || false });
  const [last, setLast] = useState<Opened>();
  const [isOpen, setOpen] = useState(false);
  const open = (opened: Opened) => {
    setLast(opened);
    setOpen(true);
  };
  const close = () => setOpen(false);
  const actionsOf = useUserActions({
    onInvited: (user) => open({ part: 'invited', user }),
    onDelete: (user) => open({ part: 'delete', user }),
  });
  const add = () => open({ part: 'add' });
  useShortcut('c', 'Add user', add);
  return (
    <Page title="Users" description="Who may sign in, and what they may do." actions={<Button onClick={add}>Add user</Button>}>
      <DataTable
        name="users"
        caption="Users"
        noun="users"
        columns={columnsFor(you)}
        state={state}
        query={query}
        rowKey={({ id }) => id}
        rowName={({ username }) => username}
        searchLabel="Search by name or role"
        filters={query.data ? filtersOf(query.data.facets) : []}
        rowActions={(user) => (
          <RowActions
            name={user.username}
            primary={{ label: 'Edit', icon: <IconPencil size={16} aria-hidden />, onClick: () => open({ part: 'edit', user }) }}
            items={actionsOf(user)}
          />
        )}
        empty={<EmptyState icon={<IconUsers size={32} />}>Nobody is here yet.</EmptyState>}
      />
      {last?.part === 'add' && <AddUser opened={isOpen} onClose={close} />}
      {last?.part === 'edit' && <EditUser opened={isOpen} user={last.user} you={you} onClose={close} />}
      {last?.part === 'delete' && <DeleteUser opened={isOpen} user={last.user} onClose={close} />}
      {last?.part === 'invited' && <InviteAgain opened={isOpen} invited={last.user} onClose={close} />}
    </Page>
  );
}
