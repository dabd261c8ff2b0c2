import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ListQuery } from '#lib/client/list-query.ts';
import * as api from '#lib/client/users.ts';

export const usersQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ['users', 'list', query],
    queryFn: ({ signal }) => api.listUsers(query, signal),
    placeholderData: keepPreviousData,
  });

/** Backend roles that somebody has, the most frequent first. */
export const backendRolesQuery = queryOptions({
  queryKey: ['users', 'backend roles'],
  queryFn: async ({ signal }) => (await api.listUsers({ size: 1 }, signal)).facets.backend_role.map(({ value }) => value),
});

function useOutdate() {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: ['users'] });
}

export function useAddUser() {
  const outdate = useOutdate();
  return useMutation({ mutationFn: api.addUser, onSuccess: outdate });
}

export function useChangeUser() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ user, changes }: { user: api.User; changes: api.UserChanges }) => api.changeUser(user, changes),
    onSettled: outdate,
  });
}

export function useDeleteUser() {
  const outdate = useOutdate();
  return useMutation({ mutationFn: api.deleteUser, onSettled: outdate });
}
