import type { EditorProblem } from '#components/ui/editor-problem.ts';
import type { TriedFunction } from '#lib/functions/try-function.ts';

/** The fault of a script as a stretch of its text: the word where it begins, or one character. */
export function problemsAt(text: string, { message, place }: Extract<TriedFunction, { kind: 'failed' }>): EditorProblem[] {
  if (!place) return [];
  let start = 0;
  for (let line = 1; line < place.line; line++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  const from = Math.min(start + place.column - 1, text.length);
  const word = /^\w+/.exec(text.slice(from))?.[0].length ?? 1;
  return [{ from, to: Math.min(from + word, text.length), severity: 'error', message }];
}
