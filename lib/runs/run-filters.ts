import type { Caller } from '#lib/access/caller.ts';
import { isAdministrator } from '#lib/connectors/connector-access.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { Look } from '#lib/search/look-through.ts';
import { listOf } from '#lib/search/page.ts';
import { horizons, type Position, type RunPorts, type Scan, type StoredRow } from './ports.ts';
import { maySee } from './run-access.ts';

/** Lists are texts with commas. Times are epoch milliseconds. */
export type RunFilters = {
  [Name in 'q' | 'outcome' | 'mode' | 'connector_id' | 'model_id' | 'user' | 'status']?: string | undefined;
} & { from?: number | undefined; to?: number | undefined };

/** Runs that the caller may see and wants to see (threats.md M-11), in the order of `dir`. @param bodiesFrom bodies that ended before are not kept */
export function lookAtRuns(
  caller: Caller,
  wish: RunFilters,
  { dir, bodiesFrom }: { dir: Scan['dir']; bodiesFrom: number },
  ports: RunPorts,
): Look<StoredRow, Position> {
  const scan = scanFor(caller, wish, horizons(ports).runs, dir);
  const matches = matcherOf(wish, bodiesFrom);
  return {
    scan: (position, most) => ports.runs.scan({ ...scan, position, most }),
    positionOf,
    wanted: (row) => matches(row) && maySee(caller, row, ports),
    breathe: ports.breathe,
  };
}

/** Since when bodies are kept. */
export function bodiesKeptFrom(ports: RunPorts): number {
  const { runs, bodies } = horizons(ports);
  return Math.max(runs, bodies);
}

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

export const positionOf = ({ finished_at, n }: StoredRow): Position => ({ at: finished_at, n });
export const cursorOf = (position: Position | undefined) => (position ? `${position.at}-${position.n}` : null);

/** @throws StudioError 400 for a cursor that is none */
export function readCursor(text: string): Position {
  const [, at, n] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  if (at === undefined || n === undefined) throw illegalArgument('The cursor is none of a list of runs');
  return { at: Number(at), n: Number(n) };
}
