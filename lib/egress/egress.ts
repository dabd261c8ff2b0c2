import '#server-only';
import type { LeftAlone } from '#lib/connectors/show-connector.ts';
import { isStudioError } from '#lib/errors.ts';
import { isRefusal } from '#lib/predict/judge-address.ts';
import type { Judgement, OutgoingRequest } from '#lib/predict/ports.ts';
import { type BreakerPorts, type FailingServices, isFailing, makeBreaker, type Service } from './breaker.ts';
import { type Connector, type SocketTarget, systemConnector } from './connector.ts';
import { type ExchangeOptions, exchange, type WireReply, type WireRequest } from './exchange.ts';
import { type Destination, type GuardPorts, makeGuard, type Verdict } from './guard.ts';
import { makePools } from './pools.ts';
import { type ClientIdentity, secureContextOf } from './secure-context.ts';
import { makeSlots, type SlotLimits } from './slots.ts';
import { streamExchange, type WireStream } from './stream-exchange.ts';

export type EgressLimits = SlotLimits & {
  /** Decoded bytes of an answer. */
  response_max_bytes: number;
};

export type EgressPorts = GuardPorts & {
  /** As they are now. */
  limits(): EgressLimits;
  /** Opens sockets; tests give their own. */
  connectorOf?: (target: SocketTarget) => Connector;
  /** What is known of services that fail; a map of its own where absent. */
  failing?: FailingServices;
  /** Milliseconds of a clock that never goes back; tests give their own. */
  elapsed?: () => number;
  /** Hears of services that are left alone because they keep failing, and of those that are back. */
  changed?: BreakerPorts['changed'];
};

/** The only way to an outgoing socket (threats.md EG-1). */
export type Egress = {
  /** Stages `param` to `name`; with the look-up of the name, `dns` and `ip`, too when `deep`. */
  judge(request: OutgoingRequest, options: { deep: boolean }): Promise<Judgement>;
  /** All stages before the socket, for one attempt. */
  admit(request: OutgoingRequest): Promise<Verdict> | Verdict;
  /** One attempt at an admitted destination. @throws StudioError 503 while its service is left alone */
  send(destination: Destination, wire: WireRequest, request: Caller, options: AttemptOptions): Promise<WireReply>;
  /** As send, for an answer that is read piece by piece; its turn ends with the stream. */
  stream(
    destination: Destination,
    wire: WireRequest,
    request: Caller,
    options: AttemptOptions,
  ): Promise<{ stream: WireStream } | { reply: WireReply }>;
  /** Services of a connector that failed again and again (threats.md L-06). */
  leftAlone(connectorId: string): LeftAlone[];
  /** Closes the sockets of one connector, or of all: when it changes, when settings change. */
  dropPools(connectorId?: string): void;
  close(): Promise<void>;
};

type Caller = Pick<OutgoingRequest, 'connector_id' | 'client_config' | 'trust' | 'address'>;

export type AttemptOptions = {
  signal: AbortSignal;
  /** Shown to the service. Sockets that were opened with it serve this one attempt: nothing of it outlives the call (threats.md C-09). */
  identity?: ClientIdentity | undefined;
};

export function makeEgress({
  limits,
  connectorOf = systemConnector,
  elapsed = systemElapsed,
  failing = new Map(),
  changed,
  ...guardPorts
}: EgressPorts): Egress {
  const guard = makeGuard(guardPorts);
  const pools = makePools(connectorOf);
  const slots = makeSlots(limits);
  const breaker = makeBreaker({ failing, elapsed, ...(changed && { changed }) });
  const admit = (request: OutgoingRequest): Promise<Verdict> | Verdict => {
    const verdict = guard.judge(request);
    return isRefusal(verdict) ? verdict : guard.vet(verdict, request);
  };
  const takeTurn = ({ connector_id, client_config }: Caller, signal: AbortSignal) => {
    signal.throwIfAborted();
    const { max_connection, connection_timeout } = client_config;
    return slots.take({ connector_id, max_connection, connection_timeout }, signal);
  };
  const prepare = (
    { secure, host, port, addresses }: Destination,
    { connector_id, client_config, trust, address }: Caller,
    { signal, identity }: AttemptOptions,
  ): ExchangeOptions & { done: (() => void) | undefined } => {
    const { connection_timeout, read_timeout, skip_ssl_verification, max_connection } = client_config;
    const target = { secure, host, port, addresses, skip_ssl_verification, max_connection, timeout: connection_timeout * 1000 };
    const once = identity && secure ? pools.openOnce({ ...target, secureContext: secureContextOf(identity) }) : undefined;
    const pool = once?.pool ?? pools.find({ connector_id, basis: [trust.trusted, address.saved] }, target);
    const context = { host, port, connection_timeout, read_timeout };
    return { pool, signal, context, response_max_bytes: limits().response_max_bytes, done: once?.close };
  };
  const ended = (service: Service, call: Caller, status: number) => {
    if (isFailing(status)) breaker.failed(service, call, `it answered with status ${status}`);
    else breaker.answered(service);
  };
  const failed = (service: Service, call: Caller, thrown: unknown) => {
    const why = transportProblem(thrown);
    if (why === undefined) breaker.left(service, call);
    else breaker.failed(service, call, why);
  };
  return {
    admit,
    async judge(request, { deep }) {
      const verdict = deep ? await admit(request) : guard.judge(request);
      if (isRefusal(verdict)) return { allowed: false, stage: verdict.stage, reason: verdict.error.message };
      return { allowed: true, trusted_by: verdict.trusted_by };
    },
    async send(to, wire, request, options) {
      const service = serviceOf(to, request);
      breaker.enter(service, request);
      let giveBack: (() => void) | undefined;
      let done: (() => void) | undefined;
      try {
        const turn = takeTurn(request, options.signal);
        giveBack = turn instanceof Promise ? await turn : turn;
        if (turn instanceof Promise) breaker.enter(service, request);
        const prepared = prepare(to, request, options);
        done = prepared.done;
        const reply = await exchange(wire, prepared);
        ended(service, request, reply.status);
        return reply;
      } catch (thrown) {
        failed(service, request, thrown);
        throw thrown;
      } finally {
        giveBack?.();
        done?.();
      }
    },
    async stream(to, wire, request, options) {
      const service = serviceOf(to, request);
      breaker.enter(service, request);
      let giveBack: (() => void) | undefined;
      try {
        giveBack = await takeTurn(request, options.signal);
        breaker.enter(service, request);
        const { done, ...prepared } = prepare(to, request, options);
        const settled = () => {
          giveBack?.();
          done?.();
        };
        const answer = await streamExchange(wire, { ...prepared, settled });
        ended(service, request, 'reply' in answer ? answer.reply.status : answer.stream.status);
        return answer;
      } catch (thrown) {
        giveBack?.();
        failed(service, request, thrown);
        throw thrown;
      }
    },
    leftAlone: breaker.states,
    dropPools(connectorId) {
      pools.drop(connectorId);
      breaker.forget(connectorId);
    },
    close: pools.close,
  };
}

const systemElapsed = () => performance.now();

const serviceOf = ({ secure, host, port }: Destination, { connector_id }: Caller): Service => ({
  connector_id,
  origin: `${secure ? 'https' : 'http'}://${host}:${port}`,
});

/** Why there was no answer; undefined for other failures. Whoever answers in another protocol, or half, is there (502). */
function transportProblem(thrown: unknown): string | undefined {
  if (!isStudioError(thrown) || thrown.status !== 500) return undefined;
  return /^Error communicating with remote model: (.*)$/s.exec(thrown.message)?.[1];
}
