import { illegalArgument } from '#lib/errors.ts';
import { javaDouble, javaNumber } from './java-number.ts';
import { type Json, JsonNumber } from './json.ts';

/** What can be written: values of ours and plain ones, mixed. A member that is undefined is left out. */
export type Writable =
  | Json
  | number
  | undefined
  | readonly Writable[]
  | ReadonlyMap<string, Writable>
  | { readonly [name: string]: Writable };

type Style = { pretty: boolean; number(number: JsonNumber): string; double(value: number): string };

const kept: Style = { pretty: false, number: (number) => number.text, double: String };
const pretty: Style = { ...kept, pretty: true };
const java: Style = { pretty: false, number: finite, double: (value) => (Number.isInteger(value) ? String(value) : javaDouble(value)) };

function finite(number: JsonNumber): string {
  const text = javaNumber(number);
  if (text.endsWith('y')) throw notANumber(text);
  return text;
}

/** Laid out with spaces, deep values can be far longer than what they were made of. */
const tooLong = () => illegalArgument('The answer is too long to be written');

const notANumber = (text: string) =>
  illegalArgument(
    `${text} is not a valid double value as per JSON specification. To override this behavior, use GsonBuilder.serializeSpecialFloatingPointValues() method.`,
  );

/** Compact JSON as Gson writes it (predict.md §1.1): no escaping of mark-up, nulls kept, members in order, numbers as they were written. */
export const writeJson = (value: Writable): string => write(value, kept, '');

/**
 * As writeJson, with numbers as Java prints them after reading them (`1e3` becomes `1000.0`).
 * @throws StudioError 400 when a number is too big for a double, in Gson's words
 */
export const writeJavaJson = (value: Writable): string => write(value, java, '');

/** As writeJavaJson, laid out as prettyJson does. @throws StudioError as writeJavaJson */
export const prettyJavaJson = (value: Writable): string => `${write(value, { ...java, pretty: true }, '\n')}\n`;

/** The text of `?pretty`: two spaces, ` : `, empty brackets with a space inside, a line feed at the end. */
export const prettyJson = (value: Writable): string => `${write(value, pretty, '\n')}\n`;

/** @param lineFeed line feed and indent of the enclosing bracket */
function write(value: Writable, style: Style, lineFeed: string): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notANumber(String(value));
    return style.double(value);
  }
  if (value instanceof JsonNumber) return style.number(value);
  if (isList(value)) return writeList(value, style, lineFeed);
  return writeMembers(value, style, lineFeed);
}

const isList = (value: object): value is readonly Writable[] => Array.isArray(value);

function writeList(items: readonly Writable[], style: Style, lineFeed: string): string {
  const inner = style.pretty ? `${lineFeed}  ` : '';
  let text = '';
  for (const item of items) {
    text += (text === '' ? inner : `,${inner}`) + write(item, style, inner);
    if (text.length > longest) throw tooLong();
  }
  return enclose('[', text, ']', style, lineFeed);
}

function writeMembers(object: Exclude<Writable, readonly Writable[]> & object, style: Style, lineFeed: string): string {
  const inner = style.pretty ? `${lineFeed}  ` : '';
  const colon = style.pretty ? ' : ' : ':';
  let text = '';
  const add = (value: Writable, name: string) => {
    if (value === undefined) return;
    text += (text === '' ? inner : `,${inner}`) + quote(name) + colon + write(value, style, inner);
    if (text.length > longest) throw tooLong();
  };
  // Without a pair for each member: most of what is written are objects of a few.
  if (object instanceof Map) object.forEach(add);
  else for (const name of Object.keys(object)) add((object as Record<string, Writable>)[name], name);
  return enclose('{', text, '}', style, lineFeed);
}

/** Characters: half of what JavaScript can hold in one text, and more than any answer of a service can become. */
const longest = 256 * 1024 * 1024;

function enclose(open: string, text: string, close: string, style: Style, lineFeed: string): string {
  if (!style.pretty) return open + text + close;
  return text === '' ? `${open} ${close}` : open + text + lineFeed + close;
}

const short = new Map(Object.entries({ '"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' }));
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that JSON strings may not hold
const special = /["\\\u0000-\u001f\u2028\u2029]/g;

/** A JSON string with its quotes, as Gson writes it: nothing but quotes, backslashes, control characters, U+2028 and U+2029 is escaped. */
export const quote = (text: string): string => `"${escapeText(text)}"`;

/** As quote, without the quotes. */
export const escapeText = (text: string): string => (text.search(special) < 0 ? text : text.replace(special, escaped)); // few texts need it

const escaped = (character: string) => short.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
