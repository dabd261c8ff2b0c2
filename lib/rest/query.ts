import { illegalArgument, StudioError } from '#lib/errors.ts';

export type QueryKind = 'text' | 'boolean' | 'integer' | 'time';
export type QueryRules = Readonly<Record<string, QueryKind>>;
type Value<Kind extends QueryKind> = Kind extends 'boolean' ? boolean : Kind extends 'text' ? string : number;
/** What a route gets: parameters that were not sent are absent. */
export type QueryValues<Rules extends QueryRules> = { [Name in keyof Rules]?: Value<Rules[Name]> };

/**
 * Reads a query as OpenSearch does: a name that comes again overwrites, `?pretty` is `pretty` with an empty value, and so is `?=pretty`.
 * @throws StudioError 400 for an escape that cannot be decoded
 */
export function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  if (text === '') return query;
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals > 0) query.set(decode(part.slice(0, equals)), decode(part.slice(equals + 1)));
    else query.set(decode(equals === 0 ? part.slice(1) : part), '');
  }
  return query;
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw illegalArgument(`The query cannot be percent-decoded: [${text}]`, { cause });
  }
}

/** A parameter that is there without a value means true. @throws StudioError 400 */
export function readBoolean(value: string): boolean {
  if (value === '' || value === 'true') return true;
  if (value === 'false') return false;
  throw illegalArgument(`Failed to parse value [${value}] as only [true] or [false] are allowed.`);
}

const milliseconds = { nanos: 1e-6, micros: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** @returns milliseconds; -1 is "no limit". @throws StudioError 400 */
function readTime(name: string, value: string): number {
  if (value === '-1' || value === '0') return Number(value);
  const [, amount, unit] = /^(\d{1,15})(nanos|micros|ms|s|m|h|d)$/i.exec(value.trim()) ?? [];
  if (amount && unit) return Number(amount) * milliseconds[unit.toLowerCase() as keyof typeof milliseconds];
  throw illegalArgument(`failed to parse setting [${name}] with value [${value}] as a time value: unit is missing or unrecognized`);
}

function readInteger(name: string, value: string): number {
  if (/^[+-]?\d{1,15}$/.test(value)) return Number(value);
  const cause = new StudioError('number_format_exception', 400, `For input string: "${value}"`);
  throw illegalArgument(`Failed to parse long parameter [${name}] with value [${value}]`, { cause });
}

/** @throws StudioError 400 for the first value that is not of its kind */
export function readQuery<Rules extends QueryRules>(sent: ReadonlyMap<string, string>, rules: Rules): QueryValues<Rules> {
  const values: Record<string, string | number | boolean> = {};
  for (const [name, kind] of Object.entries(rules)) {
    const value = sent.get(name);
    if (value === undefined) continue;
    if (kind === 'boolean') values[name] = readBoolean(value);
    else if (kind === 'time') values[name] = readTime(name, value);
    else if (kind === 'integer') values[name] = readInteger(name, value);
    else values[name] = value;
  }
  return values as QueryValues<Rules>;
}
