import { isStudioError } from '#lib/errors.ts';

/** What became of one of many. */
export type ItemResult = {
  id: string;
  name: string;
  outcome: 'done' | 'skipped' | 'failed';
  /** In a word or two: *deleted*. */
  words: string;
  reason?: string;
};

const pageSize = 100;

/** How a list is asked for when all of it is wanted: in an order that does not change under way. */
export type WholePage = { sort: 'id'; dir: 'asc'; size: number; page: number };

/** Ids of everything that a list has, page by page. */
export async function allIds(list: (page: WholePage) => Promise<{ ids: readonly string[]; total: number }>): Promise<string[]> {
  const found: string[] = [];
  for (let page = 1; ; page++) {
    const { ids, total } = await list({ sort: 'id', dir: 'asc', size: pageSize, page });
    found.push(...ids);
    if (ids.length === 0 || found.length >= total) return found;
  }
}

type Run = {
  /** Does it for one. `named` tells the name, for the line of one that then fails. */
  one: (id: string, named: (name: string) => void) => Promise<Omit<ItemResult, 'id' | 'name'>>;
  onProgress: (done: readonly ItemResult[]) => void;
  /** Ends it after the one at hand. */
  signal?: AbortSignal;
};

/** One after the other: what cannot be done for one stands in its line, and the others go on. */
export async function runMany(ids: readonly string[], { one, onProgress, signal }: Run): Promise<ItemResult[]> {
  const done: ItemResult[] = [];
  for (const id of ids) {
    if (signal?.aborted) break;
    let name = id;
    const result = await one(id, (known) => {
      name = known;
    }).catch((thrown: unknown) => {
      if (!isStudioError(thrown)) throw thrown;
      return { outcome: 'failed' as const, words: 'failed', reason: thrown.message };
    });
    done.push({ id, name, ...result });
    onProgress([...done]);
  }
  return done;
}
