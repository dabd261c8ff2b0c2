import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { readListQuery } from '#components/ui/list-state.ts';
import { userDefaults } from '#components/users/user-list.ts';
import { UsersPage } from '#components/users/users-page.tsx';
import { requireSession } from '#lib/sources/session.ts';
import { readUsers } from '#lib/sources/users.ts';

export const metadata: Metadata = { title: 'Users' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Users({ searchParams }: { searchParams: Search }) {
  const { permissions } = await requireSession();
  if (!permissions.includes('user.read')) forbidden();
  const query = readListQuery(await searchParams, userDefaults);
  return <UsersPage initial={await readUsers(query)} initialQuery={query} />;
}
