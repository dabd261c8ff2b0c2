import { type Mock, mockSend } from '../mock-target.ts';
import type { Executor, StreamFormat } from '../ports.ts';
import type { Clock } from '../send-request.ts';
import { objectOf, parseObject, textOf } from './parse-object.ts';
import type { UpstreamEvent } from './upstream-event.ts';

/** As mockSend: the recorded answer, word by word, in the events of its interface. Half an answer is a stream that breaks off. */
export function mockStream(mock: Mock, clock: Clock): Executor['stream'] {
  const send = mockSend(mock.scenario === 'malformed' ? { ...mock, scenario: 'good' } : mock, clock);
  return async (request, { format, ...options }) => {
    const reply = await send(request, options);
    if (reply.status < 200 || reply.status >= 300) return { reply };
    const events = reply.body === '' ? [] : eventsOf[format](textOfAnswer(reply.body));
    const shown = mock.scenario === 'malformed' ? events.slice(0, Math.ceil(events.length / 2) - 1) : events;
    const type = format === 'sse' ? 'text/event-stream' : 'application/vnd.amazon.eventstream';
    return {
      stream: {
        status: reply.status,
        headers: { ...reply.headers, 'content-type': type },
        timings: reply.timings,
        events: oneByOne(shown),
        mask: () => ({ push: (text) => text, end: () => '' }),
      },
    };
  };
}

async function* oneByOne(events: readonly UpstreamEvent[]): AsyncGenerator<readonly UpstreamEvent[]> {
  for (const event of events) yield [event];
}

/** The words of an answer in one of the known shapes; of any other the whole. */
function textOfAnswer(body: string): string {
  const answer = parseObject(body);
  const first = (list: unknown) => (Array.isArray(list) ? objectOf(list[0]) : undefined);
  const ofOpenAi = textOf(objectOf(first(answer?.choices)?.message)?.content);
  const ofConverse = textOf(first(objectOf(objectOf(answer?.output)?.message)?.content)?.text);
  return ofOpenAi ?? ofConverse ?? body;
}

const wordsOf = (text: string): string[] => text.match(/\s*\S+\s*/g) ?? [text];

const eventsOf: Readonly<Record<StreamFormat, (text: string) => UpstreamEvent[]>> = {
  sse: (text) => [
    ...wordsOf(text).map((content) => sse({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })),
    sse({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    { name: '', data: '[DONE]' },
  ],
  aws_events: (text) => [
    ...wordsOf(text).map((word) => aws('contentBlockDelta', { contentBlockIndex: 0, delta: { text: word } })),
    aws('messageStop', { stopReason: 'end_turn' }),
  ],
};

const sse = (data: object): UpstreamEvent => ({ name: '', data: JSON.stringify(data) });
const aws = (name: string, data: object): UpstreamEvent => ({ name, data: JSON.stringify(data) });
