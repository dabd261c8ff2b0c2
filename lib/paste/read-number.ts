import { JsonNumber } from '#lib/json/json.ts';
import type { Source } from './read-text.ts';

const strict = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const loose = /[+-]?(?:0[xX][\da-fA-F]+|\d[\d_]*\.?[\d_]*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)[nLfFdD]?(?![\w.])/y;

/** A number as JSON writes it keeps its spelling; others (`1_000`, `.5`, `0x10`) are written as JSON has them. */
export function readLooseNumber({ text, language, reading, lines }: Source, at: number): { value: JsonNumber; end: number } | undefined {
  if (!/[-+.\d]/.test(text.charAt(at))) return undefined;
  strict.lastIndex = at;
  const exact = strict.exec(text)?.[0];
  if (exact !== undefined) return { value: new JsonNumber(exact), end: at + exact.length };
  loose.lastIndex = at;
  const written = loose.exec(text)?.[0];
  if (written === undefined) return undefined;
  const value = Number(written.replaceAll('_', '').replace(/(?<!0x[\da-f]*)[nLfFdD]$/i, ''));
  if (!Number.isFinite(value)) return undefined;
  if (!language.isCode) reading.repair(`The number ${written} became ${value}`, lines.at(at));
  return { value: new JsonNumber(String(value)), end: at + written.length };
}
