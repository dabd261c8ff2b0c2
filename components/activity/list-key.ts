import type { RunRow } from '#lib/client/runs.ts';
import { placeOf } from './activity-address.ts';
import type { ShownPage } from './cursor-pages.ts';

/** What the server rendered, and what it answers. */
export type FirstPage = { page: ShownPage<RunRow>; key: string };

/** Names a list of runs, without the place in it and without the moment. */
export const listKey = (q: string, values: Record<string, string[]>, of: object = {}) => {
  const { cursor: _, way: __, ...listed } = values;
  return { q, listed, of };
};

/** Names a page of the list. */
export const firstPageKey = (q: string, values: Record<string, string[]>, size: number, of?: object) =>
  JSON.stringify([listKey(q, values, of), placeOf(values), size]);
