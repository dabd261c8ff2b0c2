/** A part of a line. */
export type Inline =
  | { kind: 'text' | 'code' | 'strong' | 'emphasis'; text: string }
  | { kind: 'link'; text: string; to: string }
  | { kind: 'image'; alt: string; from: string };

export type Block =
  | { kind: 'heading'; level: number; text: Inline[] }
  | { kind: 'paragraph'; text: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; isOrdered: boolean; items: Block[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] };

const inline =
  /`(?<code>[^`]+)`|!\[(?<alt>[^\]]*)\]\((?<from>[^)]+)\)|\[(?<text>[^\]]+)\]\((?<to>[^)]+)\)|\*\*(?<strong>[^*]+)\*\*|\*(?<emphasis>[^*]+)\*/g;

export function readInline(line: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const { index, 0: whole, groups = {} } of line.matchAll(inline)) {
    if (index > end) parts.push({ kind: 'text', text: line.slice(end, index) });
    end = index + whole.length;
    const { code, alt, from, text, to, strong, emphasis } = groups;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (from !== undefined) parts.push({ kind: 'image', alt: alt ?? '', from });
    else if (text !== undefined && to !== undefined) parts.push({ kind: 'link', text, to });
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else if (emphasis !== undefined) parts.push({ kind: 'emphasis', text: emphasis });
  }
  if (end < line.length) parts.push({ kind: 'text', text: line.slice(end) });
  return parts;
}

const item = /^(?<mark>(?:-|\d+\.) +)(?<first>.*)$/;
const startsBlock = (line: string) => line === '' || /^(#{1,6} |```|\|)/.test(line) || item.test(line);

/** The part of Markdown that our own guides are written in: headings, paragraphs, lists in lists, tables, code, links and pictures. */
export function readMarkdown(text: string): Block[] {
  return readBlocks(text.split('\n').map((line) => line.trimEnd()));
}

function readBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

/** @returns the block that begins at a line, and the line after it */
function readBlock(lines: readonly string[], at: number): [Block | undefined, number] {
  const line = lines[at] ?? '';
  if (line === '') return [undefined, at + 1];
  const heading = /^(#{1,6}) (.*)$/.exec(line);
  if (heading) return [{ kind: 'heading', level: heading[1]?.length ?? 1, text: readInline(heading[2] ?? '') }, at + 1];
  if (line.startsWith('```')) return readCode(lines, at);
  if (line.startsWith('|')) return readTable(lines, at);
  if (item.test(line)) return readList(lines, at);
  let end = at + 1;
  while (end < lines.length && !startsBlock(lines[end] ?? '')) end += 1;
  return [{ kind: 'paragraph', text: readInline(lines.slice(at, end).join(' ')) }, end];
}

function readCode(lines: readonly string[], at: number): [Block, number] {
  const end = lines.indexOf('```', at + 1);
  const last = end === -1 ? lines.length : end;
  return [{ kind: 'code', text: lines.slice(at + 1, last).join('\n') }, last + 1];
}

function readTable(lines: readonly string[], at: number): [Block, number] {
  let end = at;
  while (lines[end]?.startsWith('|')) end += 1;
  const cells = (line: string) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => readInline(cell.trim()));
  const [head = '', , ...rows] = lines.slice(at, end); // the second line only draws
  return [{ kind: 'table', head: cells(head), rows: rows.map(cells) }, end];
}

/** What is indented under a mark belongs to its item. */
function readList(lines: readonly string[], from: number): [Block, number] {
  const isOrdered = /^\d/.test(lines[from] ?? '');
  const items: Block[][] = [];
  let at = from;
  for (;;) {
    const { mark = '', first = '' } = item.exec(lines[at] ?? '')?.groups ?? {};
    if (mark === '' || /^\d/.test(mark) !== isOrdered) break;
    const indent = ' '.repeat(mark.length);
    let end = at + 1;
    while (end < lines.length && (lines[end] === '' || lines[end]?.startsWith(indent))) end += 1;
    items.push(readBlocks([first, ...lines.slice(at + 1, end).map((line) => line.slice(mark.length))]));
    at = end;
  }
  return [{ kind: 'list', isOrdered, items }, at];
}
