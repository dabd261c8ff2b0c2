import { illegalArgument } from '#lib/errors.ts';

const utf8 = new TextEncoder();

/** One byte for each UTF-16 unit; what does not fit becomes a question mark, as in Java. */
const narrow = (text: string, limit: number) =>
  Uint8Array.from(text, (character) => (isBelow(character, limit) ? character.charCodeAt(0) : 63));

const isBelow = (character: string, limit: number) => character.length === 1 && character.charCodeAt(0) < limit;

function wide(text: string, isLittle: boolean, mark: boolean): Uint8Array {
  const units = mark ? `\uFEFF${text}` : text;
  const view = new DataView(new ArrayBuffer(units.length * 2));
  for (let at = 0; at < units.length; at++) view.setUint16(at * 2, units.charCodeAt(at), isLittle);
  return new Uint8Array(view.buffer);
}

const encoders: ReadonlyMap<string, (text: string) => Uint8Array> = new Map([
  ['utf-8', (text) => utf8.encode(text)],
  ['utf8', (text) => utf8.encode(text)],
  ['us-ascii', (text) => narrow(text, 0x80)],
  ['ascii', (text) => narrow(text, 0x80)],
  ['iso-8859-1', (text) => narrow(text, 0x100)],
  ['latin1', (text) => narrow(text, 0x100)],
  ['utf-16', (text) => wide(text, false, true)],
  ['utf-16be', (text) => wide(text, false, false)],
  ['utf-16le', (text) => wide(text, true, false)],
]);

/**
 * The bytes of a body, in the charset that the parameter `charset` names (predict.md §8.1).
 * @throws StudioError 400 for a charset that we do not know
 */
export function encodeBody(text: string, charset: string | null | undefined): Uint8Array {
  if (charset === undefined || charset === null) return utf8.encode(text);
  const encode = encoders.get(charset.trim().toLowerCase());
  if (!encode) throw illegalArgument(`The charset [${charset.slice(0, 100)}] is not supported. Use UTF-8, UTF-16, ISO-8859-1 or US-ASCII.`);
  return encode(text);
}
