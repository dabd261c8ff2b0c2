import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { lookThrough } from '#lib/search/look-through.ts';
import type { RunPorts, StoredRow } from './ports.ts';
import type { RunFacets, RunPage } from './run.ts';
import { bodiesKeptFrom, cursorOf, lookAtRuns, positionOf, type RunFilters, readCursor } from './run-filters.ts';
import { runRow } from './run-row.ts';

export type RunListWish = RunFilters & {
  cursor?: string | undefined;
  dir?: string | undefined;
  size?: number | undefined;
  /** Also tells what can be filtered by. */
  facets?: boolean | undefined;
};

const mostItems = 100;

/** Newest runs that facets are read from. */
const mostForFacets = 2_000;

/**
 * A page of the runs that the caller may see, newest first (threats.md M-11).
 * @returns fewer items than asked for, even none, though `next_cursor` says that there may be more
 * @throws StudioError 400 for a cursor that is none
 */
export const listRuns = operation('run.read', async (caller, wish: RunListWish, ports: RunPorts): Promise<RunPage> => {
  const size = Math.min(Math.max(wish.size ?? 50, 1), mostItems);
  const dir = wish.dir === 'newer' ? 'newer' : 'older';
  const bodiesFrom = bodiesKeptFrom(ports);
  const start = wish.cursor === undefined ? undefined : readCursor(wish.cursor);
  const { found, last, isAtEnd } = await lookThrough(lookAtRuns(caller, wish, { dir, bodiesFrom }, ports), start, size);
  const rows = dir === 'older' ? found : found.toReversed();
  const items = rows.map((row) => runRow(row, row.finished_at > bodiesFrom));
  const facets = wish.facets ? { facets: await facetsOf(caller, wish, ports) } : undefined;
  const [newest, oldest] = [rows[0], rows.at(-1)];
  if (dir === 'newer') {
    return { items, next_cursor: cursorOf(oldest && positionOf(oldest)), newer_cursor: cursorOf(last ?? start), ...facets };
  }
  return { items, next_cursor: isAtEnd ? null : cursorOf(last), newer_cursor: cursorOf(newest && positionOf(newest)), ...facets };
});

/** Users and connectors of the newest runs of that time, whatever else is filtered by. */
async function facetsOf(caller: Caller, { from, to }: RunFilters, ports: RunPorts): Promise<RunFacets> {
  const look = lookAtRuns(caller, { from, to }, { dir: 'older', bodiesFrom: bodiesKeptFrom(ports) }, ports);
  const rows: readonly StoredRow[] = look.scan(undefined, mostForFacets).filter(look.wanted);
  const connectors = new Map<string, string>();
  for (const { connector_id, connector_name } of rows) {
    if (connector_id !== null && !connectors.has(connector_id)) connectors.set(connector_id, connector_name || connector_id);
  }
  return {
    user: [...new Set(rows.map(({ user_name }) => user_name))].sort().map((value) => ({ value })),
    connector_id: [...connectors].map(([value, label]) => ({ value, label })).sort((one, other) => (one.label < other.label ? -1 : 1)),
  };
}
