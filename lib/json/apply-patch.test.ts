import { expect, test } from 'vitest';
import { applyPatch } from './apply-patch.ts';
import type { JsonObject } from './json.ts';
import { parseJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const body = () => parseJson('{"credential":{"a":"1"},"actions":[{"url":"x","pre_process_function":"p"}],"t":0.10}') as JsonObject;

test('a cure changes its place and nothing else, numbers keep their spelling', () => {
  const mended = applyPatch(body(), [
    { op: 'add', path: '/credential/key~1name', value: '' },
    { op: 'remove', path: '/actions/0/pre_process_function' },
    { op: 'replace', path: '/client_config/max_retry_times', value: 10 },
  ]);
  expect(writeJson(mended)).toBe(
    '{"credential":{"a":"1","key/name":""},"actions":[{"url":"x"}],"t":0.10,"client_config":{"max_retry_times":10}}',
  );
});

test('the body it was given stays as it was', () => {
  const before = body();
  applyPatch(before, [
    { op: 'remove', path: '/credential' },
    { op: 'add', path: '/actions/-', value: { url: 'y' } },
  ]);
  expect(writeJson(before)).toBe(writeJson(body()));
});

test('a member moves as it was written, and nothing happens where there is none', () => {
  const moved = applyPatch(body(), [{ op: 'move', from: '/t', path: '/parameters/t' }]);
  expect(writeJson(moved)).toBe('{"credential":{"a":"1"},"actions":[{"url":"x","pre_process_function":"p"}],"parameters":{"t":0.10}}');
  const before = body();
  expect(
    applyPatch(before, [
      { op: 'remove', path: '/t' },
      { op: 'move', from: '/u', path: '/v' },
    ]),
  ).toBe(before);
});

test('a cure for a text that has changed meanwhile does nothing', () => {
  const cure = (text: string) =>
    applyPatch(body(), [
      { op: 'test', path: '/actions/0/url', value: text },
      { op: 'replace', path: '/actions/0/url', value: 'z' },
    ]);
  expect(writeJson(cure('x'))).toContain('"url":"z"');
  expect(writeJson(cure('y'))).toBe(writeJson(body()));
});
