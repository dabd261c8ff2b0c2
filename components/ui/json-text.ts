/** Parts of a JSON text, spelled as written. Comments and spaces count, so that the parts put together are the text. */
type Part = { kind: 'string' | 'triple' | 'space' | 'comment' | 'mark' | 'word'; text: string };

const partPattern =
  /(?<triple>"""[\s\S]*?""")|(?<string>"(?:[^"\\]|\\[\s\S])*"?)|(?<space>[\s\ufeff]+)|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<mark>[{}[\],:])|(?<word>[^\s"{}[\],:/]+|[\s\S])/g;

const kinds = ['triple', 'string', 'space', 'comment', 'mark', 'word'] as const;

function partsOf(text: string): Part[] {
  return [...text.matchAll(partPattern)].map((match) => {
    const kind = kinds.find((name) => match.groups?.[name] !== undefined) ?? 'word';
    return { kind, text: match[0] };
  });
}

/**
 * Lays a JSON text out with two spaces. Only spaces change: numbers, escapes, duplicate fields and comments stay as written, and a text
 * with a mistake is laid out as far as its brackets tell.
 */
export function formatJson(text: string): string {
  const parts = partsOf(text).filter(({ kind }) => kind !== 'space');
  const out: string[] = [];
  let depth = 0;
  const newLine = () => {
    if (out.at(-1)?.startsWith('\n')) out.pop(); // a comma with nothing behind it
    out.push(`\n${'  '.repeat(depth)}`);
  };
  parts.forEach(({ kind, text: written }, index) => {
    const isLast = index === parts.length - 1;
    if (kind === 'mark' && closers.has(written)) {
      if (!isEmpty(parts[index - 1], written)) {
        depth = Math.max(0, depth - 1);
        newLine();
      }
      out.push(written);
      return;
    }
    out.push(written === ':' && kind === 'mark' ? ': ' : written);
    if (kind === 'mark' && openers.has(written)) {
      const next = parts[index + 1];
      if (next?.kind === 'mark' && next.text === openers.get(written)) return;
      depth++;
      newLine();
    } else if ((kind === 'mark' && written === ',') || (kind === 'comment' && !isLast)) newLine();
  });
  return out.join('').trimEnd();
}

const openers = new Map([
  ['{', '}'],
  ['[', ']'],
]);
const closers = new Set(openers.values());

const isEmpty = (before: Part | undefined, closer: string) => before?.kind === 'mark' && openers.get(before.text) === closer;

/** Dev Tools' `"""…"""` as ordinary JSON strings; undefined when there is none. */
export function fromTripleQuotes(text: string): string | undefined {
  if (!text.includes('"""')) return undefined;
  const parts = partsOf(text);
  if (!parts.some(({ kind }) => kind === 'triple')) return undefined;
  return parts.map(({ kind, text: part }) => (kind === 'triple' ? JSON.stringify(part.slice(3, -3)) : part)).join('');
}

/** The other way: values with line ends or quotation marks become readable blocks for Dev Tools. Field names never do. */
export function toTripleQuotes(text: string): string {
  const parts = partsOf(text);
  return parts
    .map((part, index) => {
      const next = parts.slice(index + 1).find(({ kind }) => kind !== 'space' && kind !== 'comment');
      if (part.kind !== 'string' || next?.text === ':') return part.text;
      const value = readString(part.text);
      const isReadable =
        value !== undefined && /[\n"]/.test(value) && !value.includes('"""') && !value.endsWith('"') && !value.startsWith('"');
      return isReadable ? `"""${value}"""` : part.text;
    })
    .join('');
}

function readString(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined; // not closed, or a wrong escape
  }
}
