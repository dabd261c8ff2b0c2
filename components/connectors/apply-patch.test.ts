import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { applyPatch } from './apply-patch.ts';

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
