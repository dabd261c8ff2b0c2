import { describe, expect, test } from 'vitest';
import { statusError } from '#lib/errors.ts';
import { assertInputAllowed, assertOutputAllowed, type Guards } from '#lib/predict/guardrails.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';

const isAllowed = (judging: Promise<void>) =>
  judging.then(
    () => true,
    (thrown: { message: string }) => {
      expect(thrown.message).toMatch(/^guardrails triggered for (user input|LLM output)$/);
      return false;
    },
  );

const nobody: Guards = { ask: () => Promise.reject(new Error('Nobody is to be asked')) };
const signal = new AbortController().signal;

/** A judging model that answers, fails, or is given up by its time limit. */
const guardsOf = (reply: { response?: string; error?: string; timeout?: true } | null): Guards => ({
  ask: async () => {
    if (!reply || reply.error || reply.timeout) throw statusError(500, reply?.error ?? 'no answer in time');
    return [{ output: [{ name: 'response', dataAsMap: new Map([['response', reply.response ?? null]]) }] }];
  },
});

const operations: Record<string, (given: Vector['given']) => Promise<boolean>> = {
  localRegex: ({ input, regex }) =>
    isAllowed(
      assertInputAllowed(
        { type: 'local_regex', input_guardrail: { ...(regex && { regex }) } },
        { text: input, question: undefined },
        nobody,
        signal,
      ),
    ),
  modelGuardrail: ({ question, response_validation_regex, modelReply }) =>
    isAllowed(
      assertInputAllowed(
        { type: 'model', input_guardrail: { model_id: 'guard', response_validation_regex } },
        { text: null, question },
        modelReply ? guardsOf(modelReply) : nobody,
        signal,
      ),
    ),
};

test.skipIf(!hasSharedMaterial)('the vectors of guardrails are there', () => {
  expect(vectors('guardrails').length).toBeGreaterThan(10);
});

describe('vectors of guardrails', () => {
  for (const { id, op, given, expect: expected } of vectors('guardrails')) {
    test(id, async () => expect(await operations[op]?.(given)).toBe(expected.accepted));
  }
});

test('an output is judged as the service sent it', async () => {
  const guardrails = { type: 'local_regex' as const, output_guardrail: { regex: ['.*password.*'] } };
  expect(await isAllowed(assertOutputAllowed(guardrails, '{"text":"the password"}', nobody, signal))).toBe(false);
  expect(await isAllowed(assertOutputAllowed(guardrails, '{"text":"hello"}', nobody, signal))).toBe(true);
});

test('a rule that cannot be asked refuses: an unreadable pattern, stop words without their index, a judge without a pattern', async () => {
  const text = { text: 'anything', question: 'anything' };
  const unreadable = { type: 'local_regex' as const, input_guardrail: { regex: ['(?<=a)b'] } };
  const stopWords = { type: 'local_regex' as const, input_guardrail: { stop_words: [{ index_name: 'words', source_fields: ['title'] }] } };
  const noPattern = { type: 'model' as const, input_guardrail: { model_id: 'guard' } };
  for (const guardrails of [unreadable, stopWords, noPattern]) {
    expect(await isAllowed(assertInputAllowed(guardrails, text, nobody, signal))).toBe(false);
  }
});
