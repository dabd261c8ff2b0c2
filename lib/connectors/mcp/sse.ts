import { statusError } from '#lib/errors.ts';
import { assertSuccess } from '#lib/predict/handle-response.ts';
import type { UpstreamEvent } from '#lib/predict/stream/upstream-event.ts';
import { notificationText, requestText, resultIn } from './json-rpc.ts';
import { mcpAddress } from './mcp-address.ts';
import { endpointOf } from './mcp-endpoint.ts';
import { mcpRequest, type Transport, type TransportContext } from './transport.ts';

/** MCP over server-sent events: one stream carries all answers, and its first event says where messages are posted. */
export function sse(context: TransportContext): Transport {
  const { target, executor, signal } = context;
  const { url: base = '', parameters, protocol } = target.connector;
  const url = mcpAddress(base, endpointOf(protocol, parameters).value);
  const closing = new AbortController();
  let events: AsyncIterator<readonly UpstreamEvent[]> | undefined;
  let waiting: readonly UpstreamEvent[] = [];
  let messages = '';
  let asked = 0;

  const nextEvent = async (): Promise<UpstreamEvent> => {
    for (;;) {
      const [first, ...rest] = waiting;
      waiting = rest;
      if (first) return first;
      const next = await events?.next();
      if (!next || next.done) throw statusError(502, 'The MCP server ended its stream before it had answered');
      waiting = next.value;
    }
  };
  const post = async (body: string): Promise<void> => {
    const own = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
    assertSuccess(await executor.send(mcpRequest(context, { method: 'POST', url: messages, own, body }), { signal }));
  };
  return {
    version: '2024-11-05',
    async open() {
      const request = mcpRequest(context, { method: 'GET', url, own: { Accept: 'text/event-stream' } });
      const answer = await executor.stream(request, { signal: AbortSignal.any([signal, closing.signal]), format: 'sse' });
      if ('reply' in answer) {
        assertSuccess(answer.reply);
        throw statusError(502, 'The MCP server opened no stream');
      }
      events = answer.stream.events[Symbol.asyncIterator]();
      let event = await nextEvent();
      while (event.name !== 'endpoint') event = await nextEvent();
      messages = mcpAddress(url, event.data.trim());
    },
    agreed: () => {}, // this transport says it nowhere
    async ask(method, params) {
      asked += 1;
      await post(requestText(asked, method, params));
      for (;;) {
        const { name, data } = await nextEvent();
        const result = name === '' || name === 'message' ? resultIn(data, asked, method) : undefined;
        if (result) return result;
      }
    },
    notify: (method) => post(notificationText(method)),
    close: async () => closing.abort(),
  };
}
