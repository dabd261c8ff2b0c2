import type { Change, ChangePage } from '#lib/changes/change-schema.ts';
import { request } from './http.ts';
import { toSearch } from './list-query.ts';

export type { Change, ChangePage, ChangeRow } from '#lib/changes/change-schema.ts';

/** A list of values stands for any of them; times are epoch milliseconds. */
export type ChangeQuery = {
  /** In the name or id of the object, the account, the paths and the note. */
  q?: string;
  kind?: string | string[];
  user?: string | string[];
  from?: number;
  to?: number;
  cursor?: string;
  /** Which way from the cursor; older ones if not said. Each page has its newest first. */
  dir?: 'older' | 'newer';
  size?: number;
};

type Options = { background?: boolean; signal?: AbortSignal };

const path = '/api/studio/changes';

/** For administrators. A page may be short, or empty, though `next_cursor` says that more follows. */
export const listChanges = (query: ChangeQuery, options: Options = {}) => request<ChangePage>('GET', path + toSearch(query), options);

/** @throws StudioError 404 for one that is not kept any more */
export const getChange = (id: string, signal?: AbortSignal) => request<Change>('GET', `${path}/${encodeURIComponent(id)}`, { signal });

/** Address of the file that holds what the filters let through. */
export const changeExportPath = (query: Omit<ChangeQuery, 'cursor' | 'dir' | 'size'>, as: 'csv' | 'jsonl') =>
  `${path}/_export${toSearch({ ...query, as })}`;
