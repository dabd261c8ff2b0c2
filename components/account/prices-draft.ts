import type { Price } from '#lib/runs/cost.ts';

/** A row of the price table while it is typed. */
export type PriceRow = { id: number; match: string; input: string; output: string; currency: string };

export type PriceField = keyof Omit<PriceRow, 'id'>;

export const mostPrices = 200;

const textOf = (amount: number) => String(amount);

export const rowsOf = (prices: readonly Price[]): PriceRow[] =>
  prices.map(({ match, input, output, currency }, id) => ({ id, match, input: textOf(input), output: textOf(output), currency }));

/** The next one has the currency of the last. */
export const newRow = (rows: readonly PriceRow[]): PriceRow => ({
  id: Math.max(-1, ...rows.map(({ id }) => id)) + 1,
  match: '',
  input: '',
  output: '',
  currency: rows.at(-1)?.currency ?? 'USD',
});

const currency = /^[A-Z]{3}$/;
const longestMatch = 256;

/** What is wrong with a field; undefined when nothing is. */
export function problemOf(row: PriceRow, field: PriceField): string | undefined {
  if (field === 'match') {
    if (row.match.trim() === '') return 'Enter a name.';
    return row.match.length > longestMatch ? `Use at most ${longestMatch} characters.` : undefined;
  }
  if (field === 'currency') return currency.test(row.currency.trim().toUpperCase()) ? undefined : 'Use a code such as USD.';
  return amountOf(row[field]) === undefined ? 'Enter a number such as 0.15.' : undefined;
}

/** An empty field costs nothing. A comma is refused: it means tenths to some and thousands to others. */
function amountOf(text: string): number | undefined {
  const written = text.trim();
  if (written === '') return 0;
  return /^\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
}

export type PriceProblem = { row: PriceRow; number: number; field: PriceField; message: string };

const fields: readonly PriceField[] = ['match', 'input', 'output', 'currency'];

export function pricesOf(rows: readonly PriceRow[]): { prices: Price[] } | { problems: PriceProblem[] } {
  const problems = rows.flatMap((row, index) =>
    fields.flatMap((field) => {
      const message = problemOf(row, field);
      return message === undefined ? [] : [{ row, number: index + 1, field, message }];
    }),
  );
  if (problems.length > 0) return { problems };
  return {
    prices: rows.map((row) => ({
      match: row.match.trim(),
      input: amountOf(row.input) ?? 0,
      output: amountOf(row.output) ?? 0,
      currency: row.currency.trim().toUpperCase(),
    })),
  };
}

/** Whether anything is typed that is not kept. */
export function isChanged(rows: readonly PriceRow[], kept: readonly Price[]): boolean {
  const now = pricesOf(rows);
  return 'problems' in now || JSON.stringify(now) !== JSON.stringify(pricesOf(rowsOf(kept)));
}
