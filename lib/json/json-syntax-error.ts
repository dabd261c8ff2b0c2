import { StudioError } from '#lib/errors.ts';

/**
 * `request`: a body on the wire, as OpenSearch reads it (comments and a byte order mark pass, columns count UTF-8 bytes).
 * `text`: a text that is already in memory, as ML Commons reads replies (neither passes, columns count UTF-16 units).
 */
export type JsonDialect = 'request' | 'text';
export type Place = { line: number; column: number };

const CR = 13;
const LF = 10;

/** Line and column, both from 1, of an offset in a text. */
export function placeAt(text: string, offset: number, dialect: JsonDialect): Place {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) {
      line++;
      lineStart = at + 1;
    }
  }
  return { line, column: 1 + (dialect === 'text' ? offset - lineStart : bytesBetween(text, lineStart, offset)) };
}

function bytesBetween(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff; // a pair makes four bytes
    bytes += code < 0x80 ? 1 : code < 0x800 || isSurrogate ? 2 : 3;
  }
  return bytes;
}

const source = ({ line, column }: Place) =>
  `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;

/** What a reader of JSON complains about: the text, where it stands and how places are counted. */
export type Spot = { text: string; at: number; dialect: JsonDialect };

const located = (sentence: string, { text, at, dialect }: Spot) => `${sentence}\n at ${source(placeAt(text, at, dialect))}`;

/** Jackson's sentence with its location; other complaints about a token (`input_coercion_exception`) have the same shape. */
export const jsonError = (
  sentence: string,
  spot: Spot,
  type: 'json_parse_exception' | 'input_coercion_exception' | 'stream_constraints_exception' = 'json_parse_exception',
) => new StudioError(type, 400, located(sentence, spot));

/** The text ends too early. `place` continues "Unexpected end-of-input". */
export const jsonEnd = (place: string, spot: Spot) =>
  new StudioError('json_e_o_f_exception', 400, located(`Unexpected end-of-input${place}`, { ...spot, at: spot.text.length }));

export const missingClose = (what: 'Array' | 'Object', start: number, spot: Spot) =>
  jsonEnd(`: expected close marker for ${what} (start marker at ${source(placeAt(spot.text, start, spot.dialect))})`, spot);

export const wrongClose = (found: string, expected: string, what: 'Array' | 'Object', start: number, spot: Spot) =>
  jsonError(
    `Unexpected close marker '${found}': expected '${expected}' (for ${what} starting at ${source(placeAt(spot.text, start, spot.dialect))})`,
    spot,
  );

/** `('}' (code 125))`, as Jackson describes a character. */
export function describeCharacter(code: number): string {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return `(CTRL-CHAR, code ${code})`;
  return code > 0xff
    ? `'${String.fromCharCode(code)}' (code ${code} / 0x${code.toString(16)})`
    : `'${String.fromCharCode(code)}' (code ${code})`;
}

/** The character at the spot is not one that may stand there. */
export const unexpectedCharacter = (expectation: string, spot: Spot) =>
  jsonError(`Unexpected character (${describeCharacter(spot.text.charCodeAt(spot.at))})${expectation}`, spot);

const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const wordStart = /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u;
const word = /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}]+/uy;

export function wordAt(text: string, at: number): string {
  word.lastIndex = at;
  return word.exec(text)?.[0] ?? '';
}

/** Where a value should begin, something else does. `inArray` and `inObject` say what surrounds it. */
export function unexpectedValue(spot: Spot, inside: 'Array' | 'Object' | 'root'): StudioError {
  const { text, at } = spot;
  const character = text.charAt(at);
  if (character === ',' || character === '}' || (character === ']' && inside === 'Array'))
    return unexpectedCharacter(': expected a value', spot);
  if (character === '+') {
    return jsonError(
      "Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow",
      { ...spot, at: at + 1 },
    );
  }
  if (!wordStart.test(character)) return unexpectedCharacter(`: expected a valid value ${values}`, spot);
  const found = wordAt(text, at);
  if (found === 'NaN' || found === 'Infinity') return nonStandardNumber(found, spot);
  return jsonError(`Unrecognized token '${found.length > 256 ? `${found.slice(0, 256)}...` : found}': was expecting ${values}`, spot);
}

export const nonStandardNumber = (found: string, spot: Spot) =>
  jsonError(`Non-standard token '${found}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`, {
    ...spot,
    at: spot.at + found.length,
  });
