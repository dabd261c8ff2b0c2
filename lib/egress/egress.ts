import '#server-only';
import { isRefusal } from '#lib/predict/judge-address.ts';
import type { Judgement, OutgoingRequest } from '#lib/predict/ports.ts';
import { type Connector, type SocketTarget, systemConnector } from './connector.ts';
import { type ExchangeOptions, exchange, type WireReply, type WireRequest } from './exchange.ts';
import { type Destination, type GuardPorts, makeGuard, type Verdict } from './guard.ts';
import { makePools } from './pools.ts';
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
};

/** The only way to an outgoing socket (threats.md EG-1). */
export type Egress = {
  /** Stages `param` to `name`; with the look-up of the name, `dns` and `ip`, too when `deep`. */
  judge(request: OutgoingRequest, options: { deep: boolean }): Promise<Judgement>;
  /** All stages before the socket, for one attempt. */
  admit(request: OutgoingRequest): Promise<Verdict> | Verdict;
  /** One attempt at an admitted destination. */
  send(destination: Destination, wire: WireRequest, request: Caller, signal: AbortSignal): Promise<WireReply>;
  /** As send, for an answer that is read piece by piece; its turn ends with the stream. */
  stream(
    destination: Destination,
    wire: WireRequest,
    request: Caller,
    signal: AbortSignal,
  ): Promise<{ stream: WireStream } | { reply: WireReply }>;
  /** Closes the sockets of one connector, or of all: when it changes, when settings change. */
  dropPools(connectorId?: string): void;
  close(): Promise<void>;
};

type Caller = Pick<OutgoingRequest, 'connector_id' | 'client_config' | 'trust' | 'address'>;

export function makeEgress({ limits, connectorOf = systemConnector, ...guardPorts }: EgressPorts): Egress {
  const guard = makeGuard(guardPorts);
  const pools = makePools(connectorOf);
  const slots = makeSlots(limits);
  const admit = (request: OutgoingRequest): Promise<Verdict> | Verdict => {
    const verdict = guard.judge(request);
    return isRefusal(verdict) ? verdict : guard.vet(verdict, request);
  };
  const takeTurn = ({ connector_id, client_config }: Caller, signal: AbortSignal) => {
    signal.throwIfAborted();
    const { max_connection, connection_timeout } = client_config;
    return slots.take({ connector_id, max_connection, connection_timeout }, signal);
  };
  const exchangeOptions = (
    { secure, host, port, addresses }: Destination,
    { connector_id, client_config, trust, address }: Caller,
    signal: AbortSignal,
  ): ExchangeOptions => {
    const { connection_timeout, read_timeout, skip_ssl_verification, max_connection } = client_config;
    const owner = { connector_id, basis: [trust.trusted, address.saved] };
    const timeout = connection_timeout * 1000;
    const pool = pools.find(owner, { secure, host, port, addresses, skip_ssl_verification, max_connection, timeout });
    const context = { host, port, connection_timeout, read_timeout };
    return { pool, signal, context, response_max_bytes: limits().response_max_bytes };
  };
  return {
    admit,
    async judge(request, { deep }) {
      const verdict = deep ? await admit(request) : guard.judge(request);
      if (isRefusal(verdict)) return { allowed: false, stage: verdict.stage, reason: verdict.error.message };
      return { allowed: true, trusted_by: verdict.trusted_by };
    },
    async send(to, wire, request, signal) {
      const turn = takeTurn(request, signal);
      const giveBack = turn instanceof Promise ? await turn : turn;
      try {
        return await exchange(wire, exchangeOptions(to, request, signal));
      } finally {
        giveBack();
      }
    },
    async stream(to, wire, request, signal) {
      const giveBack = await takeTurn(request, signal);
      try {
        return await streamExchange(wire, { ...exchangeOptions(to, request, signal), settled: giveBack });
      } catch (thrown) {
        giveBack();
        throw thrown;
      }
    },
    dropPools: pools.drop,
    close: pools.close,
  };
}
