import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { isAdministrator } from '#lib/connectors/connector-access.ts';
import { illegalArgument } from '#lib/errors.ts';
import { listOf } from '#lib/search/page.ts';
import { horizons, type Position, type RunPorts, type Scan, type StoredRow } from './ports.ts';
import type { RunPage } from './run.ts';
import { maySee } from './run-access.ts';
import { runRow } from './run-row.ts';

/** Lists are texts with commas. Times are epoch milliseconds. */
export type RunFilters = {
  [Name in 'q' | 'outcome' | 'mode' | 'connector_id' | 'model_id' | 'user' | 'status' | 'cursor' | 'dir']?: string | undefined;
} & { from?: number | undefined; to?: number | undefined; size?: number | undefined };

const mostItems = 100;

/** Rows that are read at once, and rows that one request looks through: whoever filters hard asks again with the cursor. */
const atOnce = 500;
const mostLookedThrough = 20_000;

/**
 * A page of the runs that the caller may see, newest first (threats.md M-11).
 * @returns fewer items than asked for, even none, though `next_cursor` says that there may be more
 * @throws StudioError 400 for a cursor that is none
 */
export const listRuns = operation('run.read', async (caller, wish: RunFilters, ports: RunPorts): Promise<RunPage> => {
  const size = Math.min(Math.max(wish.size ?? 50, 1), mostItems);
  const dir = wish.dir === 'newer' ? 'newer' : 'older';
  const { runs: forgotten, bodies } = horizons(ports);
  const bodiesFrom = Math.max(bodies, forgotten);
  const matches = matcherOf(wish, bodiesFrom);
  const scan = scanFor(caller, wish, forgotten, dir);
  const start = wish.cursor === undefined ? undefined : readCursor(wish.cursor);
  const { found, last, isAtEnd } = await look(scan, start, size, (row) => matches(row) && maySee(caller, row, ports), ports);
  const items = dir === 'older' ? found : found.toReversed();
  const [newest] = items;
  if (dir === 'newer') return { items: items.map(show), next_cursor: null, newer_cursor: cursorOf(last ?? start) };
  return { items: items.map(show), next_cursor: isAtEnd ? null : cursorOf(last), newer_cursor: cursorOf(newest && positionOf(newest)) };

  function show(row: StoredRow) {
    return runRow(row, row.finished_at > bodiesFrom);
  }
});

function scanFor(caller: Caller, { from = 0, to, connector_id }: RunFilters, forgotten: number, dir: Scan['dir']) {
  const connectors = listOf(connector_id);
  const seesAll = isAdministrator(caller);
  return {
    user_id: seesAll ? undefined : caller.id,
    connector_id: seesAll && connectors.length === 1 ? connectors[0] : undefined,
    from: Math.max(from, forgotten + 1),
    to: to ?? Number.MAX_SAFE_INTEGER,
    dir,
  };
}

async function look(
  scan: Omit<Scan, 'position' | 'most'>,
  start: Position | undefined,
  size: number,
  wanted: (row: StoredRow) => boolean,
  { runs, breathe }: RunPorts,
): Promise<{ found: StoredRow[]; last: Position | undefined; isAtEnd: boolean }> {
  const found: StoredRow[] = [];
  let last = start;
  for (let looked = 0; looked < mostLookedThrough; ) {
    const most = looked === 0 ? size + 1 : atOnce; // most pages filter nothing
    const rows = runs.scan({ ...scan, position: last, most });
    looked += most;
    for (const row of rows) {
      last = positionOf(row);
      if (!wanted(row)) continue;
      found.push(row);
      if (found.length === size) return { found, last, isAtEnd: row === rows.at(-1) && rows.length < most };
    }
    if (rows.length < most) return { found, last, isAtEnd: true };
    await breathe();
  }
  return { found, last, isAtEnd: false };
}

/** A filter with several values takes any of them. `q` looks for its words, each in any of the texts that the row shows. */
function matcherOf(wish: RunFilters, bodiesFrom: number): (row: StoredRow) => boolean {
  const [outcomes, modes, users] = [listOf(wish.outcome), listOf(wish.mode), listOf(wish.user)];
  const [connectors, models] = [listOf(wish.connector_id), listOf(wish.model_id)];
  const statuses = listOf(wish.status).map((text) => text.toLowerCase());
  const words = (wish.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const isIn = (wanted: readonly string[], value: string | null) => wanted.length === 0 || (value !== null && wanted.includes(value));
  return (row) =>
    isIn(outcomes, row.outcome) &&
    isIn(modes, row.mode) &&
    isIn(users, row.user_name) &&
    isIn(connectors, row.connector_id) &&
    isIn(models, row.model_id) &&
    (statuses.length === 0 || statuses.some((wanted) => isStatus(wanted, row.status))) &&
    words.every((word) => textsOf(row, bodiesFrom).includes(word));
}

/** `429`, or `4xx` for all of them. */
const isStatus = (wanted: string, status: number | null) =>
  status !== null && (wanted === String(status) || (wanted.endsWith('xx') && wanted.slice(0, -2) === String(Math.floor(status / 100))));

function textsOf({ id, user_name, connector_name, model_name, action, error_type, summary, finished_at }: StoredRow, bodiesFrom: number) {
  const said = finished_at > bodiesFrom ? summary : null;
  return `${id}\n${user_name}\n${connector_name}\n${model_name ?? ''}\n${action}\n${error_type ?? ''}\n${said ?? ''}`.toLowerCase();
}

const positionOf = ({ finished_at, n }: StoredRow): Position => ({ at: finished_at, n });
const cursorOf = (position: Position | undefined) => (position ? `${position.at}-${position.n}` : null);

function readCursor(text: string): Position {
  const [, at, n] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  if (at === undefined || n === undefined) throw illegalArgument('The cursor is none of a list of runs');
  return { at: Number(at), n: Number(n) };
}
