import { functionWarnings } from '#lib/connectors/function-warnings.ts';
import { postProcessFunctions } from './post-process.ts';
import { preProcessFunctions } from './pre-process.ts';

type Field = 'pre_process_function' | 'post_process_function';

/**
 * A built-in function that belongs to another service than the address; nothing for a script. A model of Cohere on Bedrock speaks as Cohere
 * does: its name stands in the address too.
 * @param url of the action, with `${parameters.*}` filled
 */
export function functionMisfit(field: Field, text: string, url: string): string | undefined {
  const known = field === 'pre_process_function' ? preProcessFunctions.get(text) : postProcessFunctions.get(text);
  if (!known || url.includes(known.service)) return undefined;
  return functionWarnings(url, { [field]: text })[0];
}

/** The built-in function of that kind that was probably meant. */
export const closestFunction = (field: Field, text: string): string | undefined =>
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
