import { expect, test } from 'vitest';
import { StudioError } from '#lib/errors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { draftOf } from './connector-draft.ts';
import { isConflict, saveProblems } from './save-problem.ts';

const draft = draftOf(
  parseJson(
    '{"parameters":{"region":""},"actions":[{"action_type":"PREDICT","headers":{"A":"1","X-Api-Key":"${parameters.k}"}}]}',
  ) as JsonObject,
);
const refusal = (reason: string) => new StudioError('illegal_argument_exception', 400, reason);

test("a refusal stands at the field that it is about, in the server's words", () => {
  const placed = (reason: string) => saveProblems(refusal(reason), draft)[0];
  expect(placed("connector id 'x' already exists")?.place).toBe('connector_id');
  expect(placed('Missing region')).toEqual({ place: 'parameters.0.value', message: 'Missing region' });
  expect(placed("Header 'X-Api-Key' cannot use ${parameters.*} placeholders")?.place).toBe('actions.0.headers.1.value');
  expect(placed('Connector URL is not matching the trusted connector endpoint regex')?.place).toBe('actions.0.url');
  expect(placed('The disk is full')).toEqual({ place: '', message: 'The disk is full' });
});

test('fields that the server names itself are believed', () => {
  const error = new StudioError('illegal_argument_exception', 400, 'x', { fields: [{ path: 'actions.0.headers.A', message: 'bad' }] });
  expect(saveProblems(error, draft)).toEqual([{ place: 'actions.0.headers.0.value', message: 'bad' }]);
});

test('a save over a version that is not the last is a conflict', () => {
  expect(isConflict(new StudioError('version_conflict_engine_exception', 409, 'changed'))).toBe(true);
  expect(isConflict(refusal('x'))).toBe(false);
});
