import { describe, expect, test } from 'vitest';
import type { Run } from '#lib/client/runs.ts';
import { inputText, payloadText, requestAgain, sendAgainRefusal } from './run-request.ts';

const aRun = (change: Partial<Run> = {}): Run => ({
  run_id: 'r1',
  via: 'studio',
  mode: 'send',
  connector_id: 'c1',
  connector_name: 'Chat',
  is_draft: false,
  action: 'PREDICT',
  outcome: 'answered',
  status: 200,
  user: 'ana',
  started_at: 1,
  finished_at: 2,
  duration_ms: 1,
  shared: false,
  target: { connector_id: 'c1' },
  stream: false,
  bodies: 'kept',
  input: {},
  response: {},
  trace: null,
  cut: [],
  can: { share: true },
  ...change,
});

const text = '{"run_id":"r1","target":{"connector_id":"c1"},"input":{"parameters":{"n":1.50,"big":12345678901234567890}}}';

describe('a run is sent again', () => {
  test('as it was asked for, with its numbers spelled as they were', () => {
    const run = aRun({ action_type: 'predict', algorithm: 'remote', stream: true, scenario: 'slow' });
    expect(requestAgain(run, text)).toEqual({
      target: '{"connector_id":"c1"}',
      body: '{"parameters":{"n":1.50,"big":12345678901234567890}}',
      mode: 'send',
      action_type: 'predict',
      algorithm: 'remote',
      isStreaming: true,
    });
    expect(requestAgain(aRun({ mode: 'mock', scenario: 'slow' }), text)).toMatchObject({ mode: 'mock', scenario: 'slow' });
    expect(inputText(text)).toContain('"n": 1.50');
  });

  test.each<[string, Partial<Run>, boolean, string | false]>([
    ['when everything is there', {}, true, false],
    ['not without the right to send', {}, false, 'It needs the ml_full_access role. Ask an administrator.'],
    ['to the mock by everybody', { mode: 'mock' }, false, false],
    ['not when its body is not kept', { bodies: 'not_kept' }, true, 'What was sent is not kept.'],
    ['not when its input is cut', { cut: ['input'] }, true, 'Only the beginning of what was sent is kept.'],
    ['also when its answer is cut', { cut: ['response', 'trace'] }, true, false],
    [
      'not as a draft of nothing',
      { is_draft: true, connector_id: null, target: { connector: {} } },
      true,
      'It was a draft, and the credential of a draft is not kept.',
    ],
    ['as a draft that stands for a connector', { is_draft: true, target: { connector: {} } }, true, false],
  ])('%s', (_when, change, maySend, refusal) => {
    expect(sendAgainRefusal(aRun(change), maySend)).toBe(refusal);
  });
});

test('the payload is shown as JSON where it is some, else as it is', () => {
  const trace = (output: unknown) => ({
    steps: [{ name: 'payload' as const, status: 'ok' as const, duration_ms: 1, input: null, output }],
  });
  expect(payloadText(aRun({ trace: trace('{"a":1.0}') }))).toBe('{\n  "a": 1.0\n}');
  expect(payloadText(aRun({ trace: trace('no JSON') }))).toBe('no JSON');
  expect(payloadText(aRun({ trace: trace(null) }))).toBeUndefined();
  expect(payloadText(aRun())).toBeUndefined();
});
