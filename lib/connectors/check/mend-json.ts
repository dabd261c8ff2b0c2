import { QuoteState } from '#lib/template/quote-state.ts';

export type Mend = { label: string; text: string };

/** Ways to mend a template that would be no JSON. None of them is sure before the result was looked at. */
export function mends(template: string): Mend[] {
  const tries: Mend[] = [
    { label: 'Use straight quotes', text: template.replace(/[“”„‟]/g, '"') },
    { label: 'Take the second quotes away', text: template.replace(/""(\$\{[^}"]+\})""/g, '"$1"') },
    { label: 'Take the trailing comma away', text: withoutTrailingCommas(template) },
    { label: 'Close the last brace', text: closed(template) },
  ];
  const both = withoutTrailingCommas(template.replace(/[“”„‟]/g, '"'));
  return [...tries, { label: 'Mend quotes and commas', text: both }].filter(({ text }) => text !== template);
}

/** Commas before a closing bracket, outside of texts. */
function withoutTrailingCommas(template: string): string {
  const quotes = new QuoteState();
  let [mended, from] = ['', 0];
  for (const match of template.matchAll(/,(?=\s*[}\]])/g)) {
    const piece = template.slice(from, match.index);
    quotes.advance(piece);
    mended += piece;
    from = match.index;
    if (quotes.inside === '') from++;
  }
  return mended + template.slice(from);
}

/** Brackets that are open at the end, closed; a text that is open stays open. */
function closed(template: string): string {
  const text = template.trimEnd();
  const open: string[] = [];
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isText && character === '\\') at++;
    else if (character === '"') isText = !isText;
    else if (isText) continue;
    else if (character === '{' || character === '[') open.push(character === '{' ? '}' : ']');
    else if ((character === '}' || character === ']') && open.pop() !== character) return template;
  }
  return isText || open.length === 0 || open.length > 3 ? template : text + open.toReversed().join('');
}

/** A text that can stand between double quotes: what is escaped already stays so. */
export function asJsonInside(text: string): string {
  let made = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\' && /["\\/bfnrt]|u[0-9a-fA-F]{4}/.test(text.slice(at + 1, at + 6)) && isEscape(text, at + 1)) {
      made += character + text[++at];
    } else if (character === '"' || character === '\\' || character < ' ') made += JSON.stringify(character).slice(1, -1);
    else made += character;
  }
  return made;
}

const isEscape = (text: string, at: number) => /^(["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 5));
