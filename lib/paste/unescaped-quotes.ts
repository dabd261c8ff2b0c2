import type { ReadText, Source } from './read-text.ts';
import { readQuotedText } from './read-text.ts';

const look = 400; // characters; what decides stands close by
const nextField = /^"[^"\n]{0,80}"[ \t]*:/;

/** Whether a value can end here: before a comma, the closing brackets of a line, a comment, the next field, the end. */
function isValueEnd(text: string, from: number): boolean {
  let at = from;
  for (; at < from + look && /[\s}\]]/.test(text.charAt(at)); at++) if (text.charAt(at) === '\n') return true;
  return (
    at >= text.length ||
    at === from + look ||
    /^(,|\/\/|\/\*|#|\\\\)/.test(text.slice(at, at + 2)) ||
    nextField.test(text.slice(at, at + 90))
  );
}

/**
 * A text whose quotation marks are not escaped, such as `"{"inputs": "x"}"`. It is read to where a value can end, and the person is asked.
 * @returns undefined for an ordinary text
 */
export function readUnescapedText(source: Source, at: number): ReadText | undefined {
  const { text, reading, lines } = source;
  const plain = ordinaryEnd(text, at);
  if (plain < 0 || isValueEnd(text, plain)) return undefined;
  const lineEnd = text.indexOf('\n', at);
  const last = lineEnd < 0 ? text.length : lineEnd;
  let end = -1;
  for (let quote = text.indexOf('"', plain); quote >= 0 && quote < last; quote = text.indexOf('"', quote + 1)) {
    if (text.charAt(quote - 1) !== '\\' && isValueEnd(text, quote + 1)) {
      end = quote;
      break;
    }
  }
  if (end < 0) return undefined;
  const line = lines.at(at);
  const inner = text.slice(at + 1, end);
  const answer = reading.ask({
    id: `quotes ${line}`,
    line,
    text: `Line ${line}: quotation marks inside a text are not escaped. Is this the text? ${shortened(inner)}`,
    choices: [{ value: 'yes', label: 'Yes, escape them' }],
  });
  if (answer) reading.repair('Quotation marks inside a text were escaped', line);
  const escaped = inner.replaceAll(/\\[\s\S]|"/g, (found) => (found === '"' ? '\\"' : found));
  return { value: readQuotedText({ ...source, text: `"${escaped}"` }, 0).value, end: end + 1 };
}

function ordinaryEnd(text: string, at: number): number {
  for (let here = at + 1; here < text.length; here++) {
    const character = text.charAt(here);
    if (character === '\\') here++;
    else if (character === '"') return here + 1;
  }
  return -1;
}

const shortened = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
