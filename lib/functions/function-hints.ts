import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { functionWarnings } from '#lib/connectors/function-warnings.ts';
import { isMisspelt } from './built-in.ts';
import { postProcessFunctions } from './post-process.ts';
import { preProcessFunctions } from './pre-process.ts';

type Functions = Pick<ConnectorAction, 'pre_process_function' | 'post_process_function'>;

export type FunctionHint = {
  field: keyof Functions;
  message: string;
  /** A built-in that was probably meant. */
  suggestion?: string;
};

/**
 * What a person should know about the functions of an action; none of it is a refusal.
 * @param url of the action, with `${parameters.*}` filled
 */
export function functionHints(action: Functions, url: string): FunctionHint[] {
  return [
    ...hintsFor('pre_process_function', action.pre_process_function, [...preProcessFunctions.keys()], url),
    ...hintsFor('post_process_function', action.post_process_function, [...postProcessFunctions.keys()], url),
  ];
}

function hintsFor(field: keyof Functions, text: string | undefined, names: string[], url: string): FunctionHint[] {
  if (!text) return [];
  if (names.includes(text)) return functionWarnings(url, { [field]: text }).map((message) => ({ field, message }));
  if (!isMisspelt(text)) return [];
  const message = `"${text}" is no built-in function, so it is taken for a script and will not compile.`;
  const suggestion = closest(text, names);
  return [{ field, message, ...(suggestion && { suggestion }) }];
}

/** The built-in function of that kind that was probably meant. */
export const closestFunction = (field: keyof Functions, text: string): string | undefined =>
  closest(text, [...(field === 'pre_process_function' ? preProcessFunctions : postProcessFunctions).keys()]);

/** Farther than this is another word, not a slip of the finger. */
const farthest = 8;

function closest(text: string, names: string[]): string | undefined {
  if (text.length > 100) return undefined;
  const ranked = names.map((name) => ({ name, distance: editDistance(text, name) })).sort((a, b) => a.distance - b.distance);
  return ranked[0] && ranked[0].distance <= farthest ? ranked[0].name : undefined;
}

/** Insertions, deletions and replacements that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const [above = 0, diagonal = 0, left = 0] = [row[column + 1], row[column], next[column]];
      next.push(Math.min(above + 1, left + 1, diagonal + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
