import '#server-only';
import type Database from 'better-sqlite3';
import type { GroupCount, LineFind, LinePage, LineReads, LineSearch } from '#lib/search/lines.ts';
import { fill, joinAll, question, type Sql, sql } from './sql.ts';

/** What a list knows about one of its objects: enough to find, count and sort it. */
export type Line = {
  id: string;
  /** Whatever is filtered or counted by. Lines of one group are counted together. */
  group: object;
  owner_id: string | null;
  /** Where a search looks, in small letters. */
  text: string;
  /** By the names of the sorts. */
  sorts: Readonly<Record<string, string | number | null>>;
};

/** Rows that one statement goes through: a few milliseconds. */
const rowsAtOnce = 10_000;
/** Up to here found rows are sorted; more of them lie so close that walking along the order meets enough of them soon. */
const fewRows = 2_000;

/** The lines of one list in a database in memory, with an index for each order; `id` is always one. */
export class LineTable {
  private readonly memory: Database.Database;
  private readonly table: string;
  private readonly sorts: readonly string[];

  /** @param name of the table; `sorts` names its orders: both come from this code only */
  constructor(memory: Database.Database, name: string, sorts: readonly string[]) {
    this.memory = memory;
    this.table = name;
    this.sorts = sorts;
    memory.exec(`
      CREATE TABLE IF NOT EXISTS ${name}_group (n INTEGER PRIMARY KEY, facts TEXT NOT NULL UNIQUE, size INTEGER NOT NULL DEFAULT 0);
      CREATE TABLE IF NOT EXISTS ${name} (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, in_group INTEGER NOT NULL, owner_id TEXT,
        ${sorts.map((sort) => `by_${sort}`).join(', ')}, words TEXT NOT NULL);
      CREATE TRIGGER IF NOT EXISTS ${name}_insert AFTER INSERT ON ${name} BEGIN
        UPDATE ${name}_group SET size = size + 1 WHERE n = new.in_group;
      END;
      CREATE TRIGGER IF NOT EXISTS ${name}_update AFTER UPDATE OF in_group ON ${name} WHEN old.in_group <> new.in_group BEGIN
        UPDATE ${name}_group SET size = size - 1 WHERE n = old.in_group;
        UPDATE ${name}_group SET size = size + 1 WHERE n = new.in_group;
      END;
      CREATE TRIGGER IF NOT EXISTS ${name}_delete AFTER DELETE ON ${name} BEGIN
        UPDATE ${name}_group SET size = size - 1 WHERE n = old.in_group;
      END;`);
  }

  /** Statements that make the indexes: reads need them. Lines come in far faster before them. */
  get indexes(): string[] {
    const { table, sorts } = this;
    const index = (name: string, columns: string) => `CREATE INDEX IF NOT EXISTS ${table}_${name} ON ${table} (${columns})`;
    return [
      index('in_group', 'in_group'),
      index('owner', 'owner_id, in_group'),
      ...sorts.map((sort) => index(`by_${sort}`, `by_${sort}, id, in_group`)),
    ];
  }

  /** What brings lines in and out. */
  writes(): { put(line: Line): void; remove(id: string): void } {
    const { memory, table, sorts } = this;
    const names = ['in_group', 'owner_id', ...sorts.map((sort) => `by_${sort}`), 'words'];
    const put = memory.prepare(
      `INSERT INTO ${table} (id, ${names.join(', ')}) VALUES (?${', ?'.repeat(names.length)})
       ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
       WHERE (${names.map((name) => `${table}.${name}`).join(', ')}) IS NOT (${names.map((name) => `excluded.${name}`).join(', ')})`,
    );
    const remove = memory.prepare(`DELETE FROM ${table} WHERE id = ?`);
    const find = memory.prepare(`SELECT n FROM ${table}_group WHERE facts = ?`).pluck();
    const add = memory.prepare(`INSERT INTO ${table}_group (facts) VALUES (?)`);
    const groupOf = (facts: string) => (find.get(facts) as number | undefined) ?? add.run(facts).lastInsertRowid;
    return {
      put: ({ id, group, owner_id, text, sorts: values }) =>
        put.run(id, groupOf(JSON.stringify(group)), owner_id, ...sorts.map((sort) => values[sort] ?? null), text),
      remove: (id) => remove.run(id),
    };
  }

  reads<Facts>(breathe: () => Promise<void>): LineReads<Facts> {
    const { memory, table } = this;
    const groups = memory.prepare(`SELECT n, facts FROM ${table}_group WHERE size > 0`);
    const sizes = memory.prepare(`SELECT n, size AS count, 0 AS own FROM ${table}_group WHERE size > 0`);
    const own = memory.prepare(`SELECT in_group AS n, count(*) AS own FROM ${table} WHERE owner_id = ? GROUP BY in_group`);
    return {
      groups: () => (groups.all() as { n: number; facts: string }[]).map(({ n, facts }) => ({ n, facts: JSON.parse(facts) as Facts })),
      count: async (search) => {
        if (search.text !== '') return this.find(search, breathe);
        const counts = new Map((sizes.all() as GroupCount[]).map((row) => [row.n, row])); // the columns of the statements above
        if (search.owner_id !== undefined) {
          for (const row of own.all(search.owner_id) as Omit<GroupCount, 'count'>[]) {
            counts.set(row.n, { n: row.n, count: counts.get(row.n)?.count ?? 0, own: row.own });
          }
        }
        return { counts: [...counts.values()], rows: undefined };
      },
      page: (page) => this.page(page),
      first: (find) => this.first(find, breathe),
    };
  }

  /** Goes through all lines, a part at a time: others get their turn in between. */
  private async find({ text, wholeGroups, owner_id }: LineSearch, breathe: () => Promise<void>) {
    const { memory, table } = this;
    const whole = wholeGroups.length > 0 ? fill(' OR in_group IN ({})', question(wholeGroups)) : sql('');
    const part = fill(
      `SELECT n, in_group, {} AS own FROM ${table} WHERE n > ? AND n <= ? AND (instr(words, ?) > 0{})`,
      owner_id === undefined ? sql('0') : sql('owner_id IS ?', owner_id),
      whole,
    );
    const statement = memory.prepare(part.text).raw();
    const last = memory.prepare(`SELECT coalesce(max(n), 0) FROM ${table}`).pluck().get() as number;
    const [before, after] = [owner_id === undefined ? [] : [owner_id], whole.values];
    const counts = new Map<number, GroupCount>();
    const rows: number[] = [];
    for (let from = 0; from < last; from += rowsAtOnce) {
      if (from > 0) await breathe();
      const found = statement.all(...before, from, from + rowsAtOnce, text, ...after) as [n: number, group: number, own: number][];
      for (const [n, group, own] of found) {
        const count = counts.get(group) ?? { n: group, count: 0, own: 0 };
        count.count += 1;
        count.own += own;
        counts.set(group, count);
        if (rows.length <= fewRows) rows.push(n);
      }
    }
    return { counts: [...counts.values()], rows: rows.length > fewRows ? undefined : rows };
  }

  /** Goes through the lines from the end, a part at a time, until there are enough. */
  private async first({ text, groups, ownGroups, owner_id, most }: LineFind, breathe: () => Promise<void>): Promise<string[]> {
    const { memory, table } = this;
    const shown = inGroups(groups, ownGroups, owner_id);
    // The groups would be looked up one by one, and everything sorted, if SQLite had the choice.
    const part = `SELECT id FROM ${table} NOT INDEXED WHERE n > ? AND n <= ? AND instr(words, ?) > 0 AND ${shown.text} ORDER BY n DESC LIMIT ?`;
    const statement = memory.prepare(part).pluck();
    const last = memory.prepare(`SELECT coalesce(max(n), 0) FROM ${table}`).pluck().get() as number;
    const found: string[] = [];
    for (let to = last; to > 0 && found.length < most; to -= rowsAtOnce) {
      if (to < last) await breathe();
      found.push(...(statement.all(to - rowsAtOnce, to, text, ...shown.values, most - found.length) as string[]));
    }
    return found;
  }

  private page({ search, rows, groups, ownGroups, hiddenGroups, sort, dir, from, size, total }: LinePage): string[] {
    const { memory, table } = this;
    if (total === 0) return [];
    const isFew = rows !== undefined || (search.text === '' && total <= fewRows);
    const { column, index } = this.order(sort);
    const isHiding = hiddenGroups.length > 0;
    const along = !isFew && !isHiding ? ` INDEXED BY ${index}` : '';
    const value = isHiding ? fill(`iif(in_group IN ({}), NULL, ${column})`, question(hiddenGroups)) : sql(column);
    const statement = fill(
      `SELECT id FROM ${table}${along} WHERE {} ORDER BY {} ${dir} NULLS LAST, id ${dir} LIMIT {}`,
      joinAll([...whereFound(search, rows), inGroups(groups, ownGroups, search.owner_id)], 'AND', '1'),
      value,
      sql('? OFFSET ?', size, from),
    );
    return memory
      .prepare(statement.text)
      .pluck()
      .all(...statement.values) as string[];
  }

  /** @throws Error: a sort is never a text that a client sent */
  private order(sort: string): { column: string; index: string } {
    if (sort === 'id') return { column: 'id', index: `sqlite_autoindex_${this.table}_1` };
    if (!this.sorts.includes(sort)) throw new Error(`${this.table} has no sort ${sort}`);
    return { column: `by_${sort}`, index: `${this.table}_by_${sort}` };
  }
}

function whereFound({ text, wholeGroups }: LineSearch, rows: readonly number[] | undefined): Sql[] {
  if (text === '') return [];
  if (rows) return [fill('n IN ({})', question(rows))];
  return [fill('({} OR in_group IN ({}))', sql('instr(words, ?) > 0', text), question(wholeGroups))];
}

function inGroups(groups: readonly number[], ownGroups: readonly number[], owner_id: string | undefined): Sql {
  const open = fill('in_group IN ({})', question(groups));
  if (owner_id === undefined || ownGroups.length === 0) return open;
  return fill('({} OR (in_group IN ({}) AND owner_id = {}))', open, question(ownGroups), sql('?', owner_id));
}
