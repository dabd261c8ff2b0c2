import { escapeText } from '#lib/json/write-json.ts';
import { isJson } from './is-json.ts';

const short = new Map(
  Object.entries({ '"': '\\"', '\\': '\\\\', '/': '\\/', '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' }),
);
// Everything but printable ASCII, and of that the quote, the slash and the backslash. UTF-16 units, hence no flag u.
const special = /["/\\]|[^ -~]/g;

/** The text as the inside of a JSON string in plain ASCII (commons-text StringEscapeUtils.escapeJson; predict.md §1.4). */
export const escapeJson = (text: string): string => (text.search(special) < 0 ? text : text.replace(special, escaped)); // few texts need it

const escaped = (character: string) => short.get(character) ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The text as the inside of a JSON string, as Gson writes it: slashes and other alphabets stay (predict.md §1.5). */
export const processTextDoc = <T extends string | null>(text: T): T => (text === null ? text : (escapeText(text) as T));

/** JSON stays as it is, any other text is escaped (predict.md §1.6). */
export const prepareJsonValue = (text: string): string => (isJson(text) ? text : escapeJson(text));
