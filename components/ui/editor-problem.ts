import { isStudioError } from '#lib/errors.ts';
import { parseJson } from '#lib/json/read-json.ts';

export type EditorProblem = {
  /** Offsets into the text. */
  from: number;
  to: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** The remedy, as a button. */
  fix?: { label: string; run: () => void };
};

/** What the server's own reader would say about a JSON text, and where. An empty text has no problem. */
export function jsonProblems(text: string): EditorProblem[] {
  if (text.trim() === '') return [];
  try {
    parseJson(text);
    return [];
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    const [sentence = ''] = thrown.message.split('\n at ');
    const places = [...thrown.message.matchAll(/line: (\d+), column: (\d+)/g)].at(-1);
    const from = Math.min(places ? offsetOf(text, Number(places[1]), Number(places[2])) : 0, Math.max(0, text.length - 1));
    return [{ from, to: Math.min(text.length, from + 1), severity: 'error', message: sentence }];
  }
}

const encoder = new TextEncoder();

/** @param column counted in bytes from 1, as the reader counts */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) start = text.indexOf('\n', start) + 1;
  let bytes = 1;
  let offset = start;
  for (const character of text.slice(start)) {
    if (bytes >= column || character === '\n') break;
    bytes += encoder.encode(character).length;
    offset += character.length;
  }
  return offset;
}

/** Line and column, both from 1, as people count. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
