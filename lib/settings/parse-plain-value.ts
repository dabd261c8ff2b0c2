import { type ErrorType, illegalArgument, StudioError } from '#lib/errors.ts';
import { javaDouble } from '#lib/json/java-number.ts';
import type { Setting, SettingValue } from './setting.ts';

/** What decides about a value. */
export type ValueRules = Pick<Setting, 'key' | 'type' | 'min' | 'max'>;

export type Parsed = boolean | number | string | readonly string[];

/** How Java prints a list where a single value was expected. */
const asText = (value: SettingValue): string => (typeof value === 'string' ? value : `[${value.join(', ')}]`);

/** A list may be kept as one text: items stand between commas, and no text means no items. */
const asList = (value: SettingValue): readonly string[] => {
  if (typeof value !== 'string') return value;
  return value === '' ? [] : value.split(',').map((item) => item.trim());
};

/**
 * Reads what a setting holds, as OpenSearch does (settings.md B.6), but for the syntax of patterns. Bytes become a number of bytes.
 * Light enough for the browser: it knows no pattern engine.
 * @throws StudioError 400 in OpenSearch's words
 */
export function parsePlainValue(setting: ValueRules, value: SettingValue): Parsed {
  switch (setting.type) {
    case 'boolean':
      return parseBoolean(asText(value));
    case 'integer':
      return parseWhole(setting, asText(value), 2n ** 31n);
    case 'long':
      return parseWhole(setting, asText(value), 2n ** 63n);
    case 'float':
      return parseFloating(setting, asText(value));
    case 'bytes':
      return parseBytes(setting, asText(value));
    case 'text':
      return asText(value);
    case 'list':
    case 'patterns':
      return asList(value);
  }
}

function parseBoolean(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw illegalArgument(`Failed to parse value [${text}] as only [true] or [false] are allowed.`);
}

const caused = (type: ErrorType, reason: string) => ({ cause: new StudioError(type, 400, reason) });

const notANumber = (key: string, text: string) =>
  illegalArgument(`Failed to parse value [${text}] for setting [${key}]`, caused('number_format_exception', `For input string: "${text}"`));

/** @param beyond the first magnitude that Java's type cannot hold; its negative it can */
function parseWhole({ key, min, max }: ValueRules, text: string, beyond: bigint): number {
  if (!/^[+-]?\d{1,19}$/.test(text)) throw notANumber(key, text);
  const exact = BigInt(text);
  if (exact >= beyond || exact < -beyond) throw notANumber(key, text);
  const value = Number(exact);
  if (min !== undefined && value < min) throw outOfRange(key, text, `>= ${min}`);
  if (max !== undefined && value > max) throw outOfRange(key, text, `<= ${max}`);
  return value;
}

function parseFloating({ key, min, max }: ValueRules, text: string): number {
  const value = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[fd]?\s*$/i.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (Number.isNaN(value)) throw notANumber(key, text);
  if (min !== undefined && value < min) throw outOfRange(key, text, `>= ${javaDouble(min)}`);
  if (max !== undefined && value > max) throw outOfRange(key, text, `<= ${javaDouble(max)}`);
  return value;
}

const outOfRange = (key: string, text: string, range: string) =>
  illegalArgument(`Failed to parse value [${text}] for setting [${key}] must be ${range}`);

const units = ['b', 'kb', 'mb', 'gb', 'tb', 'pb'];

function parseBytes({ key, min, max }: ValueRules, text: string): number {
  const [, amount = '', unit = ''] = /^(.*?)\s*(b|kb?|mb?|gb?|tb?|pb?)$/.exec(text.trim().toLowerCase()) ?? [];
  if (unit === '' && text !== '-1' && text !== '0') {
    const reason = `failed to parse setting [${key}] with value [${text}] as a size in bytes: unit is missing or unrecognized`;
    throw illegalArgument(reason, caused('parse_exception', reason));
  }
  const factor = unit === '' ? 1 : 1024 ** units.findIndex((name) => name[0] === unit[0]);
  const value = Math.floor(Number(unit === '' ? text : amount || 'none') * factor);
  if (Number.isNaN(value) || !/^-?[\d.]+$/.test(amount || text)) {
    const reason = `failed to parse [${text}]`;
    throw illegalArgument(reason, caused('parse_exception', reason));
  }
  if (min !== undefined && value < min) throw outOfRange(key, text, `>= ${writeBytes(min)}`);
  if (max !== undefined && value > max) throw outOfRange(key, text, `<= ${writeBytes(max)}`);
  return value;
}

/** The largest unit that leaves no fraction: `10mb`. */
function writeBytes(bytes: number): string {
  let [value, at] = [bytes, 0];
  for (; value > 0 && value % 1024 === 0 && at < units.length - 1; at++) value /= 1024;
  return `${value}${units[at]}`;
}
