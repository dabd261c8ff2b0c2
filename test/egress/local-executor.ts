import { type Egress, type EgressLimits, type EgressPorts, makeEgress } from '#lib/egress/egress.ts';
import { makeExecutor } from '#lib/executor/executor.ts';
import type { Executor, OutgoingRequest, UpstreamReply } from '#lib/predict/ports.ts';
import { openPlain, requestTo } from './request-to.ts';

export const mebibyte = 1024 * 1024;

export type LocalExecutor = {
  executor: Executor;
  egress: Egress;
  /** Sends one request; `given` changes what requestTo makes. */
  send(url: string, given?: Partial<OutgoingRequest>, signal?: AbortSignal): Promise<UpstreamReply>;
};

/** The executor over real sockets; every name is 127.0.0.1 unless told otherwise. */
export function localExecutor(given: Partial<EgressPorts> & { largest?: number; now?: () => number } = {}): LocalExecutor {
  const { largest = 10 * mebibyte, now = Date.now, ...ports } = given;
  const limits = (): EgressLimits => ({ max_calls: 512, max_queue: 2048, response_max_bytes: largest });
  const egress = makeEgress({ resolve: async () => ['127.0.0.1'], isOwn: () => false, limits, ...ports });
  const executor = makeExecutor({ egress, open: openPlain, now });
  const never = new AbortController().signal;
  return { executor, egress, send: (url, request, signal = never) => executor.send(requestTo(url, request), { signal }) };
}
