import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeSseParser } from './sse-parser.ts';
import type { UpstreamEvent } from './upstream-event.ts';

const parse = (...pieces: string[]): UpstreamEvent[] => {
  const parser = makeSseParser();
  return pieces.flatMap((piece) => parser.push(piece));
};
const data = (...texts: string[]) => texts.map((text) => ({ name: '', data: text }));

describe('reads server-sent events', () => {
  test('with a space after the colon or without, and only one of several', () => {
    expect(parse('data: a\n\ndata:b\n\ndata:  c\n\n')).toEqual(data('a', 'b', ' c'));
  });

  test('of which a name lasts for one event', () => {
    expect(parse('event: ping\ndata: 1\n\ndata: 2\n\n')).toEqual([{ name: 'ping', data: '1' }, ...data('2')]);
  });

  test('whose lines of data become one text', () => {
    expect(parse('data: a\ndata\ndata: b\n\n')).toEqual(data('a\n\nb'));
  });

  test('skipping comments and fields that nobody knows', () => {
    expect(parse(': keep-alive\n\nid: 7\nretry: 10\nconstructor: x\ndata: a\n\n')).toEqual(data('a'));
  });

  test('whatever its lines end in, also when the end is cut', () => {
    expect(parse('data: a\r\rdata: b\r\n\r\ndata: c\n\r\n')).toEqual(data('a', 'b', 'c'));
    expect(parse('data: a\r', '\n\r', '\ndata: b\n', '\n')).toEqual(data('a', 'b'));
  });

  test('without the mark that a file may begin with', () => {
    expect(parse('\ufeffdata: a\n\n')).toEqual(data('a'));
  });

  test('an event that the stream breaks off is none', () => {
    expect(parse('data: a\n\ndata: b\n')).toEqual(data('a'));
  });
});

describe('B-16 nothing grows without end', () => {
  const mebibyte = 1024 * 1024;

  test('a line of a mebibyte is read, a longer one is refused', () => {
    expect(parse(`data: ${'x'.repeat(mebibyte - 6)}\n\n`)[0]?.data).toHaveLength(mebibyte - 6);
    const tooLong = { status: 502, message: 'Remote service response is too large: an event of its stream is over 1 MiB' };
    expect(() => parse(`data: ${'x'.repeat(mebibyte)}\n\n`)).toThrow(expect.objectContaining(tooLong));
    expect(() => parse('x'.repeat(mebibyte), 'x')).toThrow(expect.objectContaining(tooLong));
  });

  test('many short lines of data are no way around it', () => {
    expect(() => parse('data: x\n'.repeat(mebibyte / 2 + 1))).toThrow('over 1 MiB');
  });
});

/** The standard, to the letter: the whole text at once, split into lines. */
function reference(text: string): UpstreamEvent[] {
  const events: UpstreamEvent[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  lines.pop(); // what follows the last line end is no line yet
  let name = '';
  let collected: string[] = [];
  for (const line of lines) {
    if (line === '') {
      if (collected.length > 0) events.push({ name, data: collected.join('\n') });
      name = '';
      collected = [];
      continue;
    }
    const [, field = '', value = ''] = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line) ?? [];
    if (field === 'data') collected.push(value);
    if (field === 'event') name = value;
  }
  return events;
}

const pieces = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('data', 'event', ':', ' ', '\n', '\r', '\r\n', '\n\n', 'data: x\n\n', 'id: 1', '\ufeff') },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  ),
  { maxLength: 40 },
);

test('reads any text as the standard does, wherever it is cut', () => {
  fc.assert(
    fc.property(pieces, (texts) => {
      // A line feed that may belong to a carriage return before it is decided once more has come.
      const all = texts.join('');
      const whole = all.endsWith('\r') ? `${all}:\n` : all;
      expect(parse(...texts, ...(whole === all ? [] : [':\n']))).toEqual(reference(whole));
    }),
    { numRuns: 2_000, interruptAfterTimeLimit: 5_000 },
  );
});
