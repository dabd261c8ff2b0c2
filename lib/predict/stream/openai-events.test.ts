import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { makeOpenAiReader } from './openai-events.ts';
import type { TextMask } from './stream-reader.ts';

const unmasked = (): TextMask => ({ push: (text) => text, end: () => '' });
const event = (data: unknown) => ({ name: '', data: typeof data === 'string' ? data : JSON.stringify(data) });
const choice = (delta: object, finish_reason: string | null = null) => event({ choices: [{ delta, finish_reason }] });

test('an end that the service gave a reason for completes the answer', () => {
  const reader = makeOpenAiReader(unmasked);
  reader.read(choice({ content: 'cut' }, 'length'));
  expect(reader.end().map(({ dataAsMap }) => Object.fromEntries(dataAsMap))).toEqual([{ content: '', is_last: true }]);
  expect(reader.whole().dataAsMap?.get('content')).toBe('cut');
});

test('an end without a reason is a failure', () => {
  const reader = makeOpenAiReader(unmasked);
  reader.read(choice({ content: 'half' }));
  expect(() => reader.end()).toThrow('SSE failure');
});

test('nothing follows the end, whatever the service sends', () => {
  const reader = makeOpenAiReader(unmasked);
  expect(reader.read(event('[DONE]'))).toHaveLength(1);
  expect([...reader.read(choice({ content: 'more' })), ...reader.read(event('[DONE]')), ...reader.end()]).toEqual([]);
});

test('what the service counted is kept, also after the end', () => {
  const reader = makeOpenAiReader(unmasked);
  reader.read(choice({}, 'stop'));
  reader.read(event({ choices: [], usage: { total_tokens: 7 } }));
  expect(JSON.parse(reader.usage() ?? '')).toMatchObject({ usage: { total_tokens: 7 } });
});

test('arguments of a tool are masked as one text', () => {
  // Holds everything back until the end, as if it were all the beginning of a secret.
  const reader = makeOpenAiReader(() => {
    let held = '';
    return {
      push(text) {
        held += text;
        return '';
      },
      end: () => (held === '' ? '' : '********'),
    };
  });
  const pieces = ['{"key":"se', 'cret"}'].flatMap((text) => reader.read(choice({ tool_calls: [{ function: { arguments: text } }] })));
  expect(pieces.map(({ dataAsMap }) => dataAsMap.get('content'))).toEqual([
    '[{"function":{"arguments":""}}]',
    '[{"function":{"arguments":""}}]',
  ]);
  const [whole] = reader.read(choice({}, 'tool_calls'));
  expect(whole?.dataAsMap.get('content')).toContain('"arguments":"********"');
});

test('takes any JSON without a failure that nobody foresaw', () => {
  const shape = fc.record(
    {
      choices: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.record(
            {
              delta: fc.oneof(
                fc.jsonValue(),
                fc.record(
                  { content: fc.jsonValue(), tool_calls: fc.oneof(fc.jsonValue(), fc.array(fc.record({ function: fc.jsonValue() }))) },
                  { requiredKeys: [] },
                ),
              ),
              finish_reason: fc.oneof(fc.constantFrom('stop', 'tool_calls', 'length', null), fc.jsonValue()),
            },
            { requiredKeys: [] },
          ),
        ),
      ),
      error: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(shape, fc.jsonValue(), fc.string())), (values) => {
      const reader = makeOpenAiReader(unmasked);
      try {
        for (const value of values) for (const { dataAsMap } of reader.read(event(value))) expect(dataAsMap.size).toBeGreaterThan(0);
        reader.end();
      } catch (thrown) {
        if (!isStudioError(thrown)) throw thrown;
      }
    }),
    { numRuns: 1_000, interruptAfterTimeLimit: 5_000 },
  );
});
