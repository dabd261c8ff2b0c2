import '#server-only';
import type { ListQuery } from '#lib/client/list-query.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

/** Users for the first paint of their page, asked for as the browser asks. @throws StudioError 403 */
export async function readUsers(query: ListQuery) {
  const { user } = await requireSession();
  const inWords = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]);
  return studio().ports.identity.users.list(user, Object.fromEntries(inWords));
}
