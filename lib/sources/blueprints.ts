import '#server-only';
import { showBlueprintChanges } from '#lib/blueprints/connector-link.ts';
import { getBlueprint } from '#lib/blueprints/get-blueprint.ts';
import { type BlueprintQuery, listBlueprints } from '#lib/blueprints/list-blueprints.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

/** The gallery for the first paint of its page. */
export async function readBlueprints(query: BlueprintQuery) {
  const { user } = await requireSession();
  return listBlueprints(user, query, studio().ports);
}

/** @throws StudioError 404 for an unknown id */
export async function readBlueprint(id: string) {
  const { user } = await requireSession();
  return getBlueprint(user, { id }, studio().ports);
}

/** What its editor begins with. @throws StudioError 404; 403 for the draft of somebody else */
export async function readBlueprintDraft(id: string) {
  const { user } = await requireSession();
  return getBlueprint(user, { id, draft: true }, studio().ports);
}

/** A connector with what changed in its blueprint since, as a create body without secrets. @throws StudioError 403, 404 */
export async function readBlueprintChanges(connector_id: string) {
  const { user } = await requireSession();
  return showBlueprintChanges(user, { connector_id }, studio().ports);
}
