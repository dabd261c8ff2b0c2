import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { isStudioError } from '#lib/errors.ts';
import type { Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { type Writable, writeJson } from '#lib/json/write-json.ts';
import { transportError } from './handle-response.ts';
import type { Executor, OutgoingRequest, UpstreamReply } from './ports.ts';
import type { Clock } from './send-request.ts';

export const scenarios = ['good', 'rate_limited_then_good', 'server_error', 'malformed', 'slow', 'empty'] as const;
export type Scenario = (typeof scenarios)[number];

export type Mock = {
  blueprint: Blueprint | undefined;
  scenario: Scenario;
  /** The predict body and the algorithm that were asked: they choose the example. */
  asked: { body: Json; algorithm: string | undefined };
};

type Canned = { status: number; headers: Record<string, string>; body: string };

/** Milliseconds that the slow scenario takes. */
const slowness = 10_000;

/** Stands in for a service with the recorded answers of a blueprint; without one it echoes. Nothing is opened and nothing is sent. */
export function mockSend(mock: Mock, clock: Clock): Executor['send'] {
  let attempts = 0;
  return async (request, { signal }) => {
    const started = clock.elapsed();
    attempts += 1;
    if (mock.scenario === 'slow') await wait(request, signal, clock);
    const reply = answer(mock, request, attempts);
    const total = clock.elapsed() - started;
    return { ...reply, timings: { first_byte: total, total } } satisfies UpstreamReply;
  };
}

async function wait({ client_config }: OutgoingRequest, signal: AbortSignal, clock: Clock): Promise<void> {
  const patience = client_config.read_timeout * 1000;
  await clock.sleep(Math.min(slowness, patience), signal);
  if (patience < slowness) throw transportError(`no answer within read_timeout (${client_config.read_timeout} s)`);
}

function answer({ blueprint, scenario, asked }: Mock, request: OutgoingRequest, attempt: number): Canned {
  const good = blueprint ? recorded(blueprint, asked) : echo(request);
  switch (scenario) {
    case 'rate_limited_then_good':
      return attempt === 1 ? canned(blueprint?.mock.rate_limited ?? { status: 429, body: { message: 'Too many requests' } }) : good;
    case 'server_error':
      return canned(blueprint?.mock.server_error ?? { status: 500, body: { message: 'The service is not available' } });
    case 'malformed':
      return { ...good, body: good.body.slice(0, Math.max(1, Math.floor(good.body.length / 2))) };
    case 'empty':
      return { ...good, body: '' };
    default:
      return good;
  }
}

const canned = ({
  status,
  headers = {},
  body,
}: {
  status: number;
  headers?: Record<string, string> | undefined;
  body: unknown;
}): Canned => ({
  status,
  headers: Object.fromEntries(
    Object.entries({ 'content-type': 'application/json', ...headers }).map(([name, value]) => [name.toLowerCase(), value]),
  ),
  body: writeJson(body as Writable), // JSON of a blueprint file
});

/** The example with this very input, else one of the same shape, else the first. */
function recorded({ examples }: Blueprint, { body, algorithm }: Mock['asked']): Canned {
  const name = (text: string | undefined) => (text ?? 'remote').toLowerCase();
  const sameShape = examples.filter((example) => name(example.algorithm) === name(algorithm));
  const asText = comparable(body);
  const found = sameShape.find(({ input }) => comparable(parseJson(JSON.stringify(input))) === asText) ?? sameShape[0] ?? examples[0];
  return canned({ status: 200, body: found?.recorded ?? {} });
}

/** Key order makes no difference. */
const comparable = (value: Json): string =>
  value instanceof Map
    ? `{${[...value.entries()]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, member]) => `${writeJson(key)}:${comparable(member)}`)
        .join(',')}}`
    : Array.isArray(value)
      ? `[${value.map(comparable).join(',')}]`
      : writeJson(value);

function echo({ method, url, body }: OutgoingRequest): Canned {
  const text = body ? new TextDecoder().decode(body) : '';
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/';
  return canned({ status: 200, body: { method, path, body: jsonOrText(text) } });
}

function jsonOrText(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return text;
  }
}
