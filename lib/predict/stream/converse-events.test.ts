import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { makeConverseReader } from './converse-events.ts';
import { converseRequest } from './converse-request.ts';
import type { TextMask } from './stream-reader.ts';

const unmasked = (): TextMask => ({ push: (text) => text, end: () => '' });
const event = (name: string, data: unknown) => ({ name, data: JSON.stringify(data) });
const input = (text: string) => event('contentBlockDelta', { delta: { toolUse: { input: text } } });

test('a tool is collected while its input is passed on; of two only the first', () => {
  const reader = makeConverseReader(unmasked);
  const pieces = [
    event('contentBlockDelta', { delta: { text: 'Let me look.' } }),
    event('contentBlockStart', { start: { toolUse: { name: 'weather', toolUseId: 't1' } } }),
    input('{"city":'),
    input('"Bonn"}'),
    event('contentBlockStart', { start: { toolUse: { name: 'second', toolUseId: 't2' } } }),
    input('{"ignored":1}'),
    event('messageStop', { stopReason: 'tool_use' }),
    event('metadata', { usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 } }),
  ].flatMap((one) => reader.read(one));
  expect(pieces.map(({ dataAsMap }) => dataAsMap.get('content'))).toEqual(['Let me look.', '{"city":', '"Bonn"}']);
  const rest = reader.end();
  expect(rest.map(({ dataAsMap }) => JSON.parse(writeJson(dataAsMap)))).toEqual([
    {
      output: {
        message: { content: [{ text: 'Let me look.' }, { toolUse: { name: 'weather', input: { city: 'Bonn' }, toolUseId: 't1' } }] },
      },
      stopReason: 'tool_use',
      usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
    },
  ]);
});

test('the whole of a text is the answer that Converse would have given', () => {
  const reader = makeConverseReader(unmasked);
  for (const text of ['Hel', 'lo']) reader.read(event('contentBlockDelta', { delta: { text } }));
  reader.read(event('messageStop', {}));
  reader.end();
  expect(JSON.parse(writeJson(reader.whole().dataAsMap ?? new Map()))).toEqual({
    output: { message: { content: [{ text: 'Hello' }] } },
    stopReason: 'end_turn',
  });
});

test('of a payload only what ConverseStream is asked with goes out', () => {
  const payload = {
    system: [{ text: 'Be kind' }, { cachePoint: {} }],
    messages: [
      {
        role: 'user',
        content: [
          { text: 'See' },
          { image: { source: { bytes: 'AA==' }, extra: 1 } },
          { toolResult: { toolUseId: 't1', content: [{ text: 'sunny' }, { text: 'dropped' }] } },
          { document: {} },
        ],
      },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'weather', input: {} } }] },
    ],
    toolConfig: { tools: [{ toolSpec: { name: 'weather' } }, { cachePoint: {} }], toolChoice: { auto: {} } },
    guardrailConfig: { guardrailIdentifier: 'g' },
    inferenceConfig: { maxTokens: 1 },
    additionalModelRequestFields: {},
  };
  expect(JSON.parse(converseRequest(JSON.stringify(payload)))).toEqual({
    system: [{ text: 'Be kind' }],
    messages: [
      {
        role: 'user',
        content: [
          { text: 'See' },
          { image: { format: 'png', source: { bytes: 'AA==' } } },
          { toolResult: { toolUseId: 't1', content: [{ text: 'sunny' }] } },
        ],
      },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'weather', input: {} } }] },
    ],
    toolConfig: { tools: [{ toolSpec: { name: 'weather' } }] },
    guardrailConfig: { guardrailIdentifier: 'g', streamProcessingMode: 'async' },
  });
});

test('takes any events and payloads without a failure that nobody foresaw', () => {
  const names = fc.constantFrom('contentBlockStart', 'contentBlockDelta', 'messageStop', 'metadata', 'throttlingException', '__proto__');
  const data = fc.oneof(
    fc.jsonValue(),
    fc.record({ delta: fc.record({ toolUse: fc.jsonValue() }), start: fc.record({ toolUse: fc.jsonValue() }), usage: fc.jsonValue() }),
  );
  const foreseen = (work: () => unknown) => {
    try {
      work();
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
    }
  };
  const payload = fc.record(
    {
      system: fc.jsonValue(),
      messages: fc.oneof(fc.jsonValue(), fc.array(fc.record({ content: fc.jsonValue() }))),
      toolConfig: fc.jsonValue(),
      guardrailConfig: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, data)), payload, (events, given) => {
      const reader = makeConverseReader(unmasked);
      foreseen(() => {
        for (const [name, value] of events) reader.read(event(name, value));
        reader.end();
      });
      foreseen(() => writeJson(reader.whole().dataAsMap ?? new Map()));
      foreseen(() => JSON.parse(converseRequest(JSON.stringify(given))));
    }),
    { numRuns: 1_000, interruptAfterTimeLimit: 5_000 },
  );
});
