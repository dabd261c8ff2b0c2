/** Where a stretch of the text came from; each has a tint, an underline and a card (colour is never alone). */
export const origins = {
  call: { label: 'this call', words: 'from this call' },
  pre_process: { label: 'pre-process function', words: 'from the pre-process function' },
  connector: { label: 'connector parameter', words: 'connector parameter · also overridable per call' },
  default: { label: 'default after :-', words: 'default in the template' },
  missing: { label: 'missing', words: 'not filled; the call would be refused' },
  kept: { label: 'left on purpose', words: 'kept because skip_validating_missing_parameters is true' },
  credential: { label: 'credential', words: 'credential; the value never leaves the server' },
} as const;
export type RenderedOrigin = keyof typeof origins;

export type RenderedPart = { text: string; span?: { name: string; origin: RenderedOrigin; as_json_string?: boolean } };

/** Lines that are drawn together: few enough that a change of one costs little, enough that there are few of them. */
const linesOfABlock = 40;

const linesIn = (text: string) => text.split('\n').length - 1;

/** The parts in blocks of whole lines, so that each is a box of its own. Lines inside a filled part are not counted on: it is not cut. */
export function blocksOf(parts: readonly RenderedPart[]): RenderedPart[][] {
  const blocks: RenderedPart[][] = [[]];
  let lines = 0;
  for (const part of parts) {
    const block = blocks.at(-1);
    lines += linesIn(part.text);
    const end = part.span ? 0 : part.text.lastIndexOf('\n') + 1;
    if (lines < linesOfABlock || end === 0) block?.push(part);
    else {
      block?.push({ text: part.text.slice(0, end) });
      blocks.push(end < part.text.length ? [{ text: part.text.slice(end) }] : []);
      lines = 0;
    }
  }
  return blocks.filter((block) => block.length > 0);
}

const sameSpan = (one: RenderedPart['span'], other: RenderedPart['span']) =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.name === other.name &&
    one.origin === other.origin &&
    one.as_json_string === other.as_json_string);

export const sameParts = (one: readonly RenderedPart[], other: readonly RenderedPart[]): boolean =>
  one.length === other.length && one.every(({ text, span }, index) => text === other[index]?.text && sameSpan(span, other[index]?.span));
