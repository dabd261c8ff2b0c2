import type { Explained } from './explain-template.ts';

const space = /[\t\n\r ]/;
const step = '  ';

/**
 * Valid JSON laid out one member a line, in which every filled stretch keeps its origin. Texts, numbers and names stay as they are; only
 * the white space between them changes. An object or list without members stays on its line.
 */
export function layOut({ text, spans }: Explained): Explained {
  const places: number[] = [];
  let [out, depth, isInText] = ['', 0, false];
  const open = () => `\n${step.repeat(depth)}`;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    places[at] = out.length;
    if (isInText) {
      out += character;
      if (character === '\\') {
        places[++at] = out.length;
        out += text.charAt(at);
      } else if (character === '"') isInText = false;
    } else if (space.test(character)) continue;
    else if (character === '"') {
      out += character;
      isInText = true;
    } else if (character === '{' || character === '[') {
      depth++;
      out += isEmptyAt(text, at) ? character : character + open();
    } else if (character === '}' || character === ']') {
      depth--;
      if (!/[{[]$/.test(out)) out += open();
      places[at] = out.length; // the line before it belongs to no stretch
      out += character;
    } else if (character === ',') out += `,${open()}`;
    else out += character === ':' ? ': ' : character;
  }
  places[text.length] = out.length;
  const placeOf = (at: number) => places[Math.min(at, text.length)] ?? out.length;
  return {
    text: out,
    spans: spans.map((span) => {
      const start = placeOf(span.start);
      return { ...span, start, end: Math.max(start, span.end > span.start ? placeOf(span.end - 1) + 1 : start) };
    }),
  };
}

/** Whether nothing stands between a bracket and the one that closes it. */
function isEmptyAt(text: string, at: number): boolean {
  let next = at + 1;
  while (space.test(text.charAt(next))) next++;
  return text.charAt(next) === '}' || text.charAt(next) === ']';
}
