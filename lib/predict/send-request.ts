import type { ClientConfig } from '#lib/connectors/connector.ts';
import { isStudioError, StudioError } from '#lib/errors.ts';
import { backoffDelay, retryAfter } from './backoff.ts';
import { assertAnswered } from './handle-response.ts';
import { isRetryable } from './is-retryable.ts';
import type { Executor, OutgoingRequest, PreparedRequest, UpstreamReply } from './ports.ts';

export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds of a clock that never goes back. */
  elapsed(): number;
  /** Ends early, by throwing, when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
};

export type SendPorts = {
  executor: Pick<Executor, 'send'>;
  clock: Clock;
  /** In [0, 1). */
  random(): number;
};

/** One call to the service, as a trace shows it; what a service said that refused stands here, because then no step has it as output. */
export type Attempt = Partial<Pick<UpstreamReply, 'status' | 'headers' | 'body' | 'timings'>> & { error?: string; waits_ms?: number };

/** Characters of a refusal that a trace keeps. */
const mostOfRefusal = 64 * 1024;

/** A refusal as a trace shows it. */
export const refusedAttempt = ({ status, headers, body, timings }: UpstreamReply, error: string): Attempt => ({
  status,
  timings,
  headers,
  body: body.slice(0, mostOfRefusal),
  error,
});

export type SendOptions = {
  signal: AbortSignal;
  /** `PREDICT`; decides whether an answer may be empty. */
  action_name: string;
  /** Hears of every attempt, after it. */
  onAttempt?: (attempt: Attempt) => void;
  /** Hears of every request as it goes out, with its secrets masked. */
  report?: (prepared: PreparedRequest) => void;
};

/** Failures of earlier attempts that the last one carries along. */
const mostSuppressed = 3;

type Outcome = { reply: UpstreamReply } | { failure: unknown; reply?: UpstreamReply };

/**
 * Sends a request until it is answered, as often as `client_config` allows (predict.md §11). Every attempt is judged and signed anew.
 * @returns an answer that is a success and, but for a cancelled batch, not empty
 * @throws StudioError the last failure, with earlier ones as `suppressed`
 */
export async function sendRequest(request: OutgoingRequest, ports: SendPorts, options: SendOptions): Promise<UpstreamReply> {
  const started = ports.clock.elapsed();
  const failures: StudioError[] = [];
  for (let retry = 0; ; retry++) {
    const outcome = await attempt(request, ports, options);
    const wait = 'failure' in outcome ? waitAfter(outcome, retry, started, request.client_config, ports) : undefined;
    options.onAttempt?.(attemptOf(outcome, wait));
    if (!('failure' in outcome)) return outcome.reply;
    if (wait === undefined || !isStudioError(outcome.failure)) throw withSuppressed(outcome.failure, failures.slice(-mostSuppressed));
    failures.push(outcome.failure);
    await ports.clock.sleep(wait, options.signal);
  }
}

async function attempt(request: OutgoingRequest, { executor }: SendPorts, options: SendOptions): Promise<Outcome> {
  const { signal, report, action_name } = options;
  let reply: UpstreamReply | undefined;
  try {
    reply = await executor.send(request, report ? { signal, report } : { signal });
    assertAnswered(reply, action_name);
    return { reply };
  } catch (failure) {
    return reply ? { failure, reply } : { failure };
  }
}

/** @returns milliseconds; undefined when there is nothing left to try */
function waitAfter(
  { failure, reply }: Outcome & { failure: unknown },
  retry: number,
  started: number,
  config: ClientConfig,
  { clock, random }: SendPorts,
): number | undefined {
  const { max_retry_times: most, retry_timeout_seconds } = config;
  if (most === 0 || (most > 0 && retry >= most) || !isRetryable(failure)) return undefined;
  const left = started + retry_timeout_seconds * 1000 - clock.elapsed();
  if (left <= 0) return undefined;
  const asked = retryAfter(reply?.headers['retry-after'] ?? ownRetryAfter(failure), clock.now());
  if (asked === undefined) return backoffDelay(retry, config, random);
  // A service that is ready only after the time-out need not be waited for.
  return asked > left ? undefined : Math.max(asked, backoffDelay(retry, config, random));
}

/** A service that is left alone, or a queue that is full, says when to come back. */
const ownRetryAfter = (failure: unknown) => (isStudioError(failure) ? failure.headers?.['Retry-After'] : undefined);

function attemptOf(outcome: Outcome, waits_ms: number | undefined): Attempt {
  if (!('failure' in outcome)) return { status: outcome.reply.status, timings: outcome.reply.timings };
  const error = outcome.failure instanceof Error ? outcome.failure.message : 'Internal error';
  return { ...(outcome.reply ? refusedAttempt(outcome.reply, error) : { error }), ...(waits_ms !== undefined && { waits_ms }) };
}

/** The same failure, carrying others along. */
export function withSuppressed(thrown: unknown, others: readonly StudioError[]): unknown {
  if (others.length === 0 || !isStudioError(thrown)) return thrown;
  const { type, status, message, cause, details, fields, headers } = thrown;
  return new StudioError(type, status, message, {
    suppressed: [...others],
    ...(cause !== undefined && { cause }),
    ...(details && { details }),
    ...(fields && { fields }),
    ...(headers && { headers }),
  });
}
