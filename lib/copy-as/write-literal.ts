import { type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';

/** How a language writes values; `indent` is the margin of the line that a value begins on. */
export type Notation = {
  /** One step of the margin. */
  step: string;
  text(value: string, indent: string): string;
  name(name: string): string;
  number(number: JsonNumber): string;
  words: { true: string; false: string; null: string };
  /** Whether a comma follows the last member too. */
  hasLastComma: boolean;
};

/** A value laid out over several lines, in the notation of JSON or of a language with literals like it. */
export function writeLiteral(value: Json, notation: Notation, indent = ''): string {
  if (typeof value === 'string') return notation.text(value, indent);
  if (value === null) return notation.words.null;
  if (typeof value === 'boolean') return notation.words[`${value}`];
  if (value instanceof JsonNumber) return notation.number(value);
  const inner = indent + notation.step;
  if (Array.isArray(value)) {
    return enclose(
      '[]',
      value.map((item) => writeLiteral(item, notation, inner)),
      notation,
      indent,
    );
  }
  return enclose('{}', memberLines(value, notation, inner), notation, indent);
}

const memberLines = (object: JsonObject, notation: Notation, inner: string) =>
  [...object].map(([name, value]) => `${notation.name(name)}: ${writeLiteral(value, notation, inner)}`);

function enclose(brackets: '[]' | '{}', lines: readonly string[], { step, hasLastComma }: Notation, indent: string): string {
  const [open, close] = brackets;
  if (lines.length === 0) return brackets;
  const inner = lines.map((line) => `\n${indent}${step}${line}`).join(',');
  return `${open}${inner}${hasLastComma ? ',' : ''}\n${indent}${close}`;
}

/** Whether all numbers of a value are such that a language writes them as they stand. */
export function everyNumber(value: Json, isPlain: (number: JsonNumber) => boolean): boolean {
  if (value instanceof JsonNumber) return isPlain(value);
  if (Array.isArray(value)) return value.every((item) => everyNumber(item, isPlain));
  return value instanceof Map ? [...value.values()].every((member) => everyNumber(member, isPlain)) : true;
}

/** Lines of a text, each with its own line feed. */
export const linesOf = (text: string): string[] => text.split(/(?<=\n)/);
