import '#server-only';
import { listModels, type ModelFilters } from '#lib/models/list-models.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

/** Models for the first paint of their page. */
export async function readModels(query: ModelFilters) {
  const { user } = await requireSession();
  const { modelLines: lines, settings } = studio().ports;
  return listModels(user, query, { lines, settings });
}
