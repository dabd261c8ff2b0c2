import type { Json } from '#lib/json/json.ts';
import { type LanguageName, languages } from './language.ts';
import { Lines } from './lines.ts';
import { LooseReader } from './loose-reader.ts';
import type { Reading } from './reading.ts';

/** @throws StudioError 400 with the line of what cannot be read */
export function readValue(text: string, at: number, reading: Reading, language: LanguageName, firstLine = 1): { value: Json; end: number } {
  const reader = new LooseReader({ text, lines: new Lines(text, firstLine), reading, language: languages[language] }, at);
  return { value: reader.read(), end: reader.at };
}

/** The body of a request: JSON where it begins like an object or a list, else the text itself. */
export function readBody(text: string, reading: Reading, firstLine = 1): Json | undefined {
  if (text.trim() === '') return undefined;
  if (!/^[\s\u00a0\ufeff]*[{[]/.test(text)) return text;
  const { value, end } = readValue(text, 0, reading, 'json', firstLine);
  const rest = text.slice(end).trim();
  if (/^[}\]]+$/.test(rest))
    reading.repair(
      `${rest.length} closing brackets too many were removed`
        .replace(/^1 closing brackets/, 'One closing bracket')
        .replace('were', rest.length === 1 ? 'was' : 'were'),
      firstLine,
    );
  return value;
}
