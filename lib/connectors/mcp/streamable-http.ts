import { statusError } from '#lib/errors.ts';
import { assertSuccess } from '#lib/predict/handle-response.ts';
import type { UpstreamReply } from '#lib/predict/ports.ts';
import { makeSseParser } from '#lib/predict/stream/sse-parser.ts';
import { notificationText, requestText, resultIn } from './json-rpc.ts';
import { mcpAddress } from './mcp-address.ts';
import { endpointOf } from './mcp-endpoint.ts';
import { headerToken, mcpRequest, type Transport, type TransportContext } from './transport.ts';

/** MCP's streamable HTTP: each message is a POST, and its answer is JSON or a short stream of events. */
export function streamableHttp(context: TransportContext): Transport {
  const { target, executor, signal } = context;
  const { url: base = '', parameters, protocol } = target.connector;
  const url = mcpAddress(base, endpointOf(protocol, parameters).value);
  let session: string | undefined;
  let agreed: string | undefined;
  let asked = 0;

  const own = () => ({
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    ...(session !== undefined && { 'Mcp-Session-Id': session }),
    ...(agreed !== undefined && { 'MCP-Protocol-Version': agreed }),
  });
  const post = async (body: string): Promise<UpstreamReply> => {
    const reply = await executor.send(mcpRequest(context, { method: 'POST', url, own: own(), body }), { signal });
    assertSuccess(reply);
    return reply;
  };
  return {
    version: '2025-06-18',
    open: async () => {},
    agreed: (version) => {
      agreed = headerToken(version, 'a version');
    },
    async ask(method, params) {
      asked += 1;
      const reply = await post(requestText(asked, method, params));
      const given = reply.headers['mcp-session-id'];
      if (given !== undefined) session = headerToken(given, 'a session');
      for (const message of messagesOf(reply)) {
        const result = resultIn(message, asked, method);
        if (result) return result;
      }
      throw statusError(502, `The MCP server gave no answer to ${method}`);
    },
    notify: async (method) => void (await post(notificationText(method))),
    async close() {
      if (session === undefined || signal.aborted) return;
      // A server need not know how a session is ended, and nothing is lost when it does not.
      await executor.send(mcpRequest(context, { method: 'DELETE', url, own: own() }), { signal }).catch(() => {});
    },
  };
}

function messagesOf({ headers, body }: UpstreamReply): string[] {
  if (headers['content-type']?.toLowerCase().startsWith('text/event-stream')) {
    // Named events are none of the protocol's messages, but for those called so.
    return makeSseParser()
      .push(`${body}\n\n`)
      .filter(({ name }) => name === '' || name === 'message')
      .map(({ data }) => data);
  }
  return body.trim() === '' ? [] : [body];
}
