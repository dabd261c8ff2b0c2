import { expect, test } from 'vitest';
import type { Prediction } from '#lib/client/predictions.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { addressVerdict } from './address-verdict.ts';
import { draftTarget } from './draft-target.ts';

const body = parseJson('{"connector_id":"wanted","name":"a","actions":[{"url":"x"},{"url":"y"}]}') as JsonObject;

test('a draft is called with the action alone, and its own id names no stored connector', () => {
  expect(draftTarget(body, 1, { stored: undefined, blueprint: 'b' })).toBe(
    '{"connector":{"name":"a","actions":[{"url":"y"}],"blueprint_id":"b"}}',
  );
  expect(draftTarget(body, 0, { stored: 's', blueprint: undefined })).toBe(
    '{"connector":{"name":"a","actions":[{"url":"x"}],"connector_id":"s"}}',
  );
});

const dryRun = (step: object) => ({ trace: { steps: [{ name: 'request', ...step }] } }) as unknown as Prediction;

test('the dry run decides about the address when it came so far', () => {
  expect(addressVerdict({ dryRun: dryRun({ status: 'ok', detail: { trusted_by: 2 } }), trust: undefined })).toEqual({
    kind: 'trusted',
    pattern: 2,
  });
  const refused = dryRun({ status: 'failed', error: { reason: 'no' }, detail: { refused: { stage: 'trust', reason: 'no' } } });
  expect(addressVerdict({ dryRun: refused, trust: undefined })).toEqual({ kind: 'refused', reason: 'no' });
  const trust = { trusted_by: null, suggestion: '^https://a\\.example/.*$' };
  expect(addressVerdict({ dryRun: refused, trust })).toEqual({ kind: 'refused', reason: 'no', suggestion: trust.suggestion });
});

test('a name that cannot be looked up now is a warning, not a refusal', () => {
  const detail = { trusted_by: 0, refused: { stage: 'dns', reason: 'Failed to resolve remote host: a.example' } };
  expect(addressVerdict({ dryRun: dryRun({ status: 'ok', detail }), trust: undefined })).toEqual({
    kind: 'trusted',
    pattern: 0,
    warning: 'Failed to resolve remote host: a.example',
  });
});

test('what stops a call for another reason leaves the address trusted', () => {
  const error = { reason: 'Content length is 0. Aborting request to remote model' };
  const step = dryRun({ status: 'failed', error });
  expect(addressVerdict({ dryRun: step, trust: { trusted_by: 1 } })).toEqual({ kind: 'trusted', pattern: 1, warning: error.reason });
});

test('the patterns decide when a placeholder stopped the dry run before', () => {
  const stopped = dryRun({ status: 'not_reached' });
  expect(addressVerdict({ dryRun: stopped, trust: { trusted_by: 0 } })).toEqual({ kind: 'trusted', pattern: 0 });
  expect(addressVerdict({ dryRun: stopped, trust: { trusted_by: null } })).toMatchObject({ kind: 'refused' });
  expect(addressVerdict({ dryRun: stopped, trust: undefined })).toMatchObject({ kind: 'unknown' });
});
