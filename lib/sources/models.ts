import '#server-only';
import type { ListQuery } from '#lib/client/list-query.ts';
import { listModels } from '#lib/models/list-models.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

/** Models for the first paint of their page, asked for as the browser asks. */
export async function readModels(query: ListQuery) {
  const { user } = await requireSession();
  const { modelLines: lines, settings } = studio().ports;
  const inWords = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]);
  return listModels(user, Object.fromEntries(inWords), { lines, settings });
}
