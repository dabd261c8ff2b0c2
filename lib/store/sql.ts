import '#server-only';
/** A piece of SQL with its bound values, in order. Texts come from this code only; whatever a client sent is a value. */
export type Sql = { text: string; values: readonly (string | number | null)[] };

export const sql = (text: string, ...values: (string | number | null)[]): Sql => ({ text, values });

/** `sql` with pieces in place of each `{}`. */
export function fill(template: string, ...pieces: Sql[]): Sql {
  let next = 0;
  const text = template.replace(/\{\}/g, () => pieces[next++]?.text ?? '');
  return { text, values: pieces.flatMap(({ values }) => values) };
}

/** Joins as a balanced tree: SQLite limits how deep an expression may nest, not how wide. */
export function joinAll(pieces: readonly Sql[], operator: 'AND' | 'OR' | '+', none: string): Sql {
  const [first] = pieces;
  if (!first) return sql(none);
  if (pieces.length === 1) return first;
  const half = Math.ceil(pieces.length / 2);
  return fill(`({} ${operator} {})`, joinAll(pieces.slice(0, half), operator, none), joinAll(pieces.slice(half), operator, none));
}

/** The inside of `IN (…)`. Many values go as one: a statement has a bounded number of them. */
export const question = (values: readonly (string | number)[]): Sql =>
  values.length > 16 ? sql('SELECT value FROM json_each(?)', JSON.stringify(values)) : sql(values.map(() => '?').join(', '), ...values);
