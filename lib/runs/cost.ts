import type { Preferences } from '#lib/access/preferences.ts';
import type { Usage } from '#lib/predict/usage.ts';
import type { RunMode } from './run.ts';

/** A row of a person's price table, per million tokens. */
export type Price = NonNullable<Preferences['prices']>[number];

/** What tokens cost by somebody's price table; never what the service will bill. */
export type Cost = { amount: number; currency: string };

/** Names by which a price may know a call: the model of the service, the connector, the ML Commons model. */
export type PricedNames = readonly (string | undefined)[];

const million = 1_000_000;

/**
 * The cost of the tokens of one call, or of many of the same target.
 * @returns undefined where no price matches, or nothing was counted
 */
export function costOf(usage: Usage | undefined, names: PricedNames, prices: readonly Price[] | undefined): Cost | undefined {
  const price = priceFor(names, prices);
  if (!usage || !price) return undefined;
  const { input = inputLeft(usage), output = outputLeft(usage) } = usage;
  if (input + output <= 0) return undefined;
  return { amount: (input * price.input + output * price.output) / million, currency: price.currency };
}

type Counted = {
  mode: RunMode;
  usage?: Usage | undefined;
  service_model?: string | undefined;
  connector_name: string;
  model_name?: string | undefined;
};

/** The cost of a run as the list of runs tells it; dry runs and the mock cost nothing. */
export const costOfRun = ({ mode, usage, service_model, connector_name, model_name }: Counted, prices: readonly Price[] | undefined) =>
  mode === 'send' ? costOf(usage, [service_model, connector_name, model_name], prices) : undefined;

/** Embeddings and the like only count a total: all of it went in. */
const inputLeft = ({ total = 0, output = 0 }: Usage) => Math.max(0, total - output);
const outputLeft = ({ total = 0, input }: Usage) => (input === undefined ? 0 : Math.max(0, total - input));

/** The first row of the table that matches any of the names. */
export const priceFor = (names: PricedNames, prices: readonly Price[] | undefined): Price | undefined =>
  prices?.find(({ match }) => names.some((name) => name !== undefined && matchesName(match, name)));

/** The whole name, whatever the case; `*` stands for any characters. */
export function matchesName(match: string, name: string): boolean {
  const [first = '', ...rest] = match.trim().toLowerCase().split('*');
  const text = name.trim().toLowerCase();
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** One sum for each currency, in the order in which they came. */
export function addCosts(costs: Iterable<Cost | undefined>): Cost[] {
  const sums = new Map<string, number>();
  for (const cost of costs) if (cost) sums.set(cost.currency, (sums.get(cost.currency) ?? 0) + cost.amount);
  return [...sums].map(([currency, amount]) => ({ amount, currency }));
}

/** `$0.0021`: two digits that say something, however small. */
export function costWords({ amount, currency }: Cost): string {
  const digits = amount > 0 && amount < 1 ? { maximumSignificantDigits: 2 } : {};
  return new Intl.NumberFormat('en', { style: 'currency', currency, ...digits }).format(amount);
}
