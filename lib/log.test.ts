import { expect, test } from 'vitest';
import { type LogFields, makeLog } from './log.ts';

function recorder() {
  const lines: string[] = [];
  return { log: makeLog('info', { write: (line) => lines.push(line) }), lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

test('a line is one JSON object with time, level, fields and message', () => {
  const { log, last } = recorder();
  log.info({ event: 'request', method: 'GET', path: '/api/health', status: 200, duration_ms: 1.5 }, 'done');
  expect(last()).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    event: 'request',
    method: 'GET',
    path: '/api/health',
    status: 200,
    duration_ms: 1.5,
    message: 'done',
  });
});

test('the time of a line is that of the clock', () => {
  const { log, last } = recorder();
  const before = Date.now();
  log.info({});
  expect(Date.parse(last().time)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(last().time)).toBeLessThanOrEqual(Date.now());
});

test('C-16 a field that is not on the list does not reach the log, however deep', () => {
  const { log, lines } = recorder();
  const fields = { authorization: 'Bearer sk-canary', body: { key: 'sk-canary' }, path: { nested: 'sk-canary' }, status: 401 };
  log.error(fields as unknown as LogFields);
  expect(lines.join('')).not.toContain('canary');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ status: 401 });
});

test('C-16 an unknown failure is logged by type, code and place, never by message', () => {
  const { log, last, lines } = recorder();
  log.error({ error: Object.assign(new TypeError('token sk-canary is wrong'), { code: 'E_CANARY' }), request_id: 'r1' });
  expect(last()).toMatchObject({ error: 'TypeError', code: 'E_CANARY', at: expect.stringMatching(/^lib\/log\.test\.ts:\d+/) });
  expect(lines.join('')).not.toContain('sk-canary');
});

test('E-05 line breaks and escape codes in a value cannot forge a line', () => {
  const { log, lines, last } = recorder();
  log.warn({ path: '/a\n{"level":"info"}\u001b[2J\u009b31m\u2028\u202eb' }, 'one\ntwo');
  expect(lines).toHaveLength(1);
  for (const character of ['\n', '\u001b', '\u009b', '\u2028', '\u202e']) expect(lines[0]?.trimEnd()).not.toContain(character);
  expect(last().path).toBe('/a\\u000a{"level":"info"}\\u001b[2J\\u009b31m\\u2028\\u202eb');
});

test('a long value is cut', () => {
  const { log, last } = recorder();
  log.info({ path: 'x'.repeat(5_000) });
  expect(last().path).toHaveLength(1_000);
});

test('lines below the level are not written', () => {
  const { log, lines } = recorder();
  log.debug({ event: 'quiet' });
  expect(lines).toEqual([]);
});
