import type { FoundObject } from '#lib/search/find-objects.ts';
import { request } from './http.ts';
import { toSearch } from './list-query.ts';

export type { FoundObject };

/** Objects by name or id, a few of each kind that one may read, best first. */
export const findObjects = async (q: string, signal?: AbortSignal): Promise<readonly FoundObject[]> =>
  (await request<{ items: FoundObject[] }>('GET', `/api/studio/search${toSearch({ q })}`, { signal })).items;
