import { deleteConnector, getConnector, listConnectors } from '#lib/client/connectors.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import { isStudioError } from '#lib/errors.ts';

export type Deletion = { id: string; name: string; outcome: 'deleted' | 'skipped' | 'failed'; reason?: string };

const pageSize = 100;

/** Ids of every connector that a query finds, page by page. */
export async function allOf(query: ListQuery): Promise<string[]> {
  const found: string[] = [];
  for (let page = 1; ; page++) {
    const { items, total } = await listConnectors({ ...query, sort: 'id', dir: 'asc', size: pageSize, page });
    found.push(...items.map(({ connector_id }) => connector_id));
    if (items.length === 0 || found.length >= total) return found;
  }
}

/** Deletes one after the other: one that is in use or may not be deleted is skipped with the reason, and the others go on. */
export async function deleteMany(ids: readonly string[], onProgress: (done: readonly Deletion[]) => void): Promise<Deletion[]> {
  const done: Deletion[] = [];
  for (const id of ids) {
    done.push(await deleteOne(id));
    onProgress([...done]);
  }
  return done;
}

async function deleteOne(id: string): Promise<Deletion> {
  let name = id;
  try {
    const { connector, models, can } = await getConnector(id);
    name = connector.name ?? id;
    if (can.delete !== true) return { id, name, outcome: 'skipped', reason: can.delete };
    if (models.length > 0) return { id, name, outcome: 'skipped', reason: `Used by ${models.map((model) => model.name).join(', ')}.` };
    await deleteConnector(id);
    return { id, name, outcome: 'deleted' };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { id, name, outcome: 'failed', reason: thrown.message };
  }
}
