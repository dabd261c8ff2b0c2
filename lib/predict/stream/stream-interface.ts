import type { Connector } from '#lib/connectors/connector.ts';
import { illegalArgument, StudioError } from '#lib/errors.ts';
import type { Values } from '#lib/template/parameter-set.ts';
import { llmInterface } from '#lib/template/stream-flag.ts';
import type { OutgoingRequest, StreamFormat } from '../ports.ts';
import { makeConverseReader } from './converse-events.ts';
import { converseRequest } from './converse-request.ts';
import { makeOpenAiReader } from './openai-events.ts';
import type { MakeReader } from './stream-reader.ts';
import { streamingHeaders } from './streaming-request.ts';

/** How a service streams: what it is asked, and how its events are read. */
export type StreamInterface = {
  format: StreamFormat;
  makeReader: MakeReader;
  /** @throws StudioError 400, 500 for a request that cannot be one for a stream */
  adapt(request: OutgoingRequest): OutgoingRequest;
};

const openAi: StreamInterface = {
  format: 'sse',
  makeReader: makeOpenAiReader,
  adapt(request) {
    if (!request.body) throw illegalArgument('Content length is 0. Aborting request to remote model');
    const headers = withHeaders(request.headers, { 'Content-Type': 'application/json; charset=utf-8', ...streamingHeaders });
    return { ...request, method: 'POST', headers };
  },
};

const converse: StreamInterface = {
  format: 'aws_events',
  makeReader: makeConverseReader,
  adapt(request) {
    if (!request.body) throw illegalArgument('Content length is 0. Aborting request to remote model');
    return {
      ...request,
      method: 'POST',
      url: streamUrl(request.url),
      address: { ...request.address, template: streamUrl(request.address.template) },
      headers: withHeaders(request.headers, { Accept: 'application/vnd.amazon.eventstream' }),
      body: new TextEncoder().encode(converseRequest(new TextDecoder().decode(request.body))),
    };
  },
};

const byProtocol: Readonly<Record<string, ReadonlyMap<string, StreamInterface>>> = {
  http: new Map([['openai/v1/chat/completions', openAi]]),
  aws_sigv4: new Map([
    ['bedrock/converse/claude', converse],
    ['bedrock/converse', converse],
  ]),
};

/** @throws StudioError 500 for an interface that cannot stream over this protocol, or none at all (predict.md §15) */
export function streamInterface(protocol: Connector['protocol'], values: Values): StreamInterface {
  const name = llmInterface(values);
  const known = (Object.hasOwn(byProtocol, protocol) ? byProtocol[protocol] : undefined)?.get(name);
  if (known) return known;
  throw unstreamable(
    name === '' ? 'The parameter _llm_interface is missing' : `Unsupported llm interface: ${values.get('_llm_interface')}`,
  );
}

const unstreamable = (why: string) => new StudioError('m_l_exception', 500, 'Fail to execute streaming', { cause: illegalArgument(why) });

/** The address of Converse with the last segment that streams. */
function streamUrl(url: string): string {
  const [path = '', query] = url.split(/(?=\?)/);
  if (/\/converse-stream$/.test(path)) return url;
  if (!/\/converse$/.test(path)) throw unstreamable('The address of a Bedrock Converse action ends in /converse');
  return `${path}-stream${query ?? ''}`;
}

function withHeaders(headers: OutgoingRequest['headers'], added: Readonly<Record<string, string>>): OutgoingRequest['headers'] {
  const names = new Set(Object.keys(added).map((name) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...Object.entries(added)];
}
