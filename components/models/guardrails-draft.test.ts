import { describe, expect, test } from 'vitest';
import type { Guardrails } from '#lib/models/model.ts';
import { draftOfGuardrails, guardrailsKind, guardrailsOf, guardrailsProblems, refusedBy } from './guardrails-draft.ts';

const patterns: Guardrails = {
  type: 'local_regex',
  input_guardrail: { stop_words: [{ index_name: 'words', source_fields: ['title'] }], regex: ['.*secret.*'] },
  output_guardrail: { regex: ['.*password.*'] },
};
const judge: Guardrails = {
  type: 'model',
  input_guardrail: { model_id: 'guard', response_filter: '$.answer', response_validation_regex: '^"accept"$' },
};

test('what is stored comes back from the form unchanged', () => {
  for (const stored of [patterns, judge]) expect(guardrailsOf(draftOfGuardrails(stored))).toEqual(stored);
});

test('guardrails without a rule are none, and taking them away leaves such', () => {
  expect(guardrailsKind(undefined)).toBe('none');
  expect(guardrailsKind({ type: 'local_regex' })).toBe('none');
  expect(guardrailsKind({ type: 'local_regex', input_guardrail: { regex: [] } })).toBe('none');
  expect(guardrailsKind({ type: 'model' })).toBe('none');
  expect(guardrailsKind(judge)).toBe('model');
  expect(guardrailsOf({ ...draftOfGuardrails(patterns), kind: 'none' })).toEqual({ type: 'local_regex' });
});

test('switching to a model and back loses no pattern', () => {
  const draft = { ...draftOfGuardrails(patterns), kind: 'model' as const };
  expect(guardrailsOf(draft)).toEqual({ type: 'model' });
  expect(guardrailsOf({ ...draft, kind: 'local_regex' })).toEqual(patterns);
});

describe('what is wrong is named with its side and place', () => {
  test('patterns that are empty, or that the matcher cannot read', () => {
    const draft = draftOfGuardrails({
      type: 'local_regex',
      input_guardrail: { regex: ['.*a.*', ''] },
      output_guardrail: { regex: ['(a'] },
    });
    expect(guardrailsProblems(draft, 'self')).toEqual([
      { message: 'Requests: pattern 2: Enter a pattern, or remove this row.', field: 'input_guardrail-regex-1' },
      { message: expect.stringMatching(/^Answers: pattern 1: ./), field: 'output_guardrail-regex-0' },
    ]);
  });

  test('a judge without a model or a pattern, and the model itself as judge', () => {
    const draft = draftOfGuardrails({
      type: 'model',
      input_guardrail: { response_filter: '$.a' },
      output_guardrail: { model_id: 'self', response_validation_regex: 'a' },
    });
    expect(guardrailsProblems(draft, 'self').map(({ field }) => field)).toEqual([
      'input_guardrail-model_id',
      'input_guardrail-response_validation_regex',
      'output_guardrail-model_id',
    ]);
  });

  test('a side that nobody filled in is no problem', () => {
    expect(guardrailsProblems(draftOfGuardrails(judge), 'self')).toEqual([]);
  });
});

test('a pattern refuses a text only when it matches all of it, and a broken one refuses none here', () => {
  expect(refusedBy(['secret', '.*secret.*'], 'a secret b')).toBe(1);
  expect(refusedBy(['(a', 'x'], 'a')).toBeUndefined();
});
