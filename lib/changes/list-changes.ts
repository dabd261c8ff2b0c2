import { operation } from '#lib/access/operation.ts';
import { illegalArgument } from '#lib/errors.ts';
import { type Cell, csvLine } from '#lib/search/csv.ts';
import type { ExportFormat } from '#lib/search/export-format.ts';
import { everyRow, type Look, lookThrough } from '#lib/search/look-through.ts';
import { listOf } from '#lib/search/page.ts';
import { changeCursor, changePosition, changeRow, readChangeCursor } from './change-row.ts';
import type { ChangePage, ChangeRow } from './change-schema.ts';
import type { ChangePorts, ChangePosition, ChangeScan, StoredChange } from './ports.ts';

/** Lists are texts with commas. Times are epoch milliseconds. */
export type ChangeFilters = {
  /** Words, each in the name or id of the object, the account, the paths or the note. */
  q?: string | undefined;
  kind?: string | undefined;
  user?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
};

export type ChangeListWish = ChangeFilters & { cursor?: string | undefined; dir?: string | undefined; size?: number | undefined };

const mostItems = 100;

/**
 * A page of what was changed, newest first, for administrators.
 * @throws StudioError 400 for a cursor that is none
 */
export const listChanges = operation('audit.read', async (_caller, wish: ChangeListWish, ports: ChangePorts): Promise<ChangePage> => {
  const size = Math.min(Math.max(wish.size ?? 50, 1), mostItems);
  const dir = wish.dir === 'newer' ? 'newer' : 'older';
  const start = wish.cursor === undefined ? undefined : readChangeCursor(wish.cursor);
  if (wish.cursor !== undefined && !start) throw illegalArgument('The cursor is none of a list of changes');
  const { found, last, isAtEnd } = await lookThrough(lookAtChanges(wish, dir, ports), start, size);
  const rows = dir === 'older' ? found : found.toReversed();
  const items = rows.map(changeRow);
  const [newest, oldest] = [rows[0], rows.at(-1)];
  if (dir === 'newer') return { items, next_cursor: cursorAt(oldest), newer_cursor: changeCursor(last ?? start) };
  return { items, next_cursor: isAtEnd ? null : changeCursor(last), newer_cursor: cursorAt(newest) };
});

const cursorAt = (row: StoredChange | undefined) => changeCursor(row && changePosition(row));

/** Every change that the filters let through, newest first, a few lines at a time. */
export const exportChanges = operation(
  'audit.read',
  async (_caller, { as, ...wish }: ChangeFilters & { as: ExportFormat }, ports: ChangePorts): Promise<AsyncIterable<string>> => {
    const rows = everyRow(lookAtChanges(wish, 'older', ports));
    return as === 'csv' ? csvOf() : jsonLinesOf();

    async function* csvOf() {
      yield csvLine(Object.keys(columns));
      for await (const some of rows) yield some.map((row) => csvLine(cellsOf(changeRow(row)))).join('');
    }
    async function* jsonLinesOf() {
      for await (const some of rows) yield some.map((row) => `${JSON.stringify(changeRow(row))}\n`).join('');
    }
  },
);

const columns = {
  id: ({ id }) => id,
  at: ({ at }) => new Date(at).toISOString(),
  by: ({ by }) => by,
  event: ({ event }) => event,
  kind: ({ object }) => object.kind,
  object_id: ({ object }) => object.id,
  object_name: ({ object }) => object.name,
  version: ({ version }) => version,
  changed: ({ changed }) => changed.join(' '),
  note: ({ note }) => note,
} satisfies Record<string, (change: ChangeRow) => Cell>;

const cellsOf = (change: ChangeRow): Cell[] => Object.values(columns).map((cell) => cell(change));

function lookAtChanges(wish: ChangeFilters, dir: ChangeScan['dir'], { changes, breathe }: ChangePorts): Look<StoredChange, ChangePosition> {
  const span = { from: wish.from ?? 0, to: wish.to ?? Number.MAX_SAFE_INTEGER };
  const [kinds, users] = [listOf(wish.kind), listOf(wish.user)];
  const words = (wish.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return {
    scan: (position, most) => changes.scan({ ...span, dir, position, most }),
    positionOf: changePosition,
    wanted: (row) =>
      (kinds.length === 0 || kinds.includes(row.kind)) &&
      (users.length === 0 || (row.by !== null && users.includes(row.by))) &&
      words.every((word) => textsOf(row).includes(word)),
    breathe,
  };
}

const textsOf = ({ name, object_id, by, changed, note }: StoredChange) =>
  `${name}\n${object_id}\n${by ?? ''}\n${changed ?? ''}\n${note ?? ''}`.toLowerCase();
