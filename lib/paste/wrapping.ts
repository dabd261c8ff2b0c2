import type { Reading } from './reading.ts';

const fence = /^[ \t]*(?:```|~~~)[^\n]*$/;
/** How the first line tells a terminal, and what its lines begin with. */
const prompts: readonly { first: RegExp; every: RegExp }[] = [
  { first: /^[ \t]*(?:\$|❯|➜|%)[ \t]+\S/, every: /^[ \t]*(?:\$|❯|➜|%|>)[ \t]+(?=\S)/ },
  { first: /^[ \t]*>>>/, every: /^[ \t]*(?:>>>|\.\.\.)(?:[ \t]|$)/ },
];
const entities = new Map(
  Object.entries({
    quot: '"',
    '#34': '"',
    '#x22': '"',
    '#39': "'",
    '#x27': "'",
    apos: "'",
    lt: '<',
    gt: '>',
    amp: '&',
    nbsp: ' ',
    '#160': ' ',
  }),
);

/** Takes off what pages put around an example: fences, prompts, HTML entities. Lines keep their numbers. */
export function unwrap(text: string, reading: Reading): string {
  return [withoutCarriageReturns, withoutFences, withoutPrompts, withoutEntities].reduce((rest, step) => step(rest, reading), text);
}

const withoutCarriageReturns = (text: string) => text.replaceAll('\r\n', '\n');

/** Fences count where an example has not begun before the first of them. */
function withoutFences(text: string, reading: Reading): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => fence.test(line));
  if (first < 0 || lines.slice(0, first).some((line) => /[{}]|^\s*(curl|GET|POST|PUT)\s/.test(line))) return text;
  reading.repair('Fences of Markdown were removed', first + 1);
  let isInside = false;
  return lines
    .map((line) => {
      if (fence.test(line)) {
        isInside = !isInside;
        return '';
      }
      return isInside ? line : '';
    })
    .join('\n');
}

/** `$ curl …` and `>>> payload = {…}`: what a terminal wrote. */
function withoutPrompts(text: string, reading: Reading): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const prompt = prompts.find((one) => one.first.test(lines[first] ?? ''));
  if (!prompt) return text;
  reading.repair('Prompts of a terminal were removed', first + 1);
  return lines.map((line) => line.replace(prompt.every, '')).join('\n');
}

/** Where a text has entities in place of every quotation mark, it was copied out of HTML. */
function withoutEntities(text: string, reading: Reading): string {
  const isCoded = /&(?:quot|#34|#x22|#39|#x27|apos);/.test(text);
  const hasQuotes = /(?:^|[\s,:{[(=])["'`]/.test(text);
  const isCodedInside = !/(?:^|[\s,:{[(=])"/.test(text) && /'[{[]\s*&(?:quot|#34|#x22);\w+&(?:quot|#34|#x22);\s*:/.test(text);
  if (!isCoded || (hasQuotes && !isCodedInside)) return text;
  reading.repair('Entities of HTML (&quot; and the like) became characters');
  return text.replaceAll(/&(#?\w{2,6});/g, (written, name: string) => entities.get(name.toLowerCase()) ?? written);
}
