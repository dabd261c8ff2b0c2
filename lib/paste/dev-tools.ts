import type { PastedRequest } from './pasted-request.ts';
import { readBody } from './read-value.ts';
import type { Reading } from './reading.ts';

const requestLine = /^[ \t]*(GET|POST|PUT|DELETE|HEAD|PATCH)[ \t]+(\S+)[ \t]*\r?$/gm;

/** Requests as Dev Tools has them: a line with method and path, and a body below it. */
export function readDevTools(text: string, reading: Reading): PastedRequest[] {
  const triples = [...text.matchAll(/"""/g)].map(({ index }) => index);
  let passed = 0; // three quotation marks before the line: inside of a text where their number is odd
  const lines = [...text.matchAll(requestLine)].filter(({ index }) => {
    while (passed < triples.length && (triples[passed] ?? 0) < index) passed++;
    return passed % 2 === 0;
  });
  return lines.map((match, place) => {
    const [written, method = '', path = ''] = match;
    const start = match.index + written.length;
    const block = text.slice(start, lines[place + 1]?.index ?? text.length);
    const line = text.slice(0, match.index).split('\n').length;
    return { form: 'dev_tools', method, url: path, headers: [], body: bodyOf(block, reading, line), line };
  });
}

/** What follows a body, such as an answer or prose, is not part of it. */
function bodyOf(block: string, reading: Reading, line: number) {
  return /^\s*[{[]/.test(block) ? readBody(block, reading, line) : undefined;
}
