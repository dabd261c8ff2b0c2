import { clientConfigInUse } from '#lib/connectors/client-config.ts';
import type { ClientConfig, Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import { makeRunScript } from '#lib/functions/script.ts';
import { isRefusal, judgeAddress } from '#lib/predict/judge-address.ts';
import type { Executor, OutgoingRequest, TrustPolicy, UpstreamReply } from '#lib/predict/ports.ts';
import { makeRateLimits } from '#lib/predict/rate-limiter.ts';
import type { CallPorts } from '#lib/predict/run-call.ts';
import { makeTarget, noCredential } from '#lib/predict/target.ts';

/** A connector with one action, valid unless told otherwise. */
export const aConnector = (action: Partial<ConnectorAction> = {}, rest: Partial<Connector> = {}): Connector => ({
  name: 'A connector',
  version: '1',
  protocol: 'http',
  parameters: {},
  actions: [
    { action_type: 'PREDICT', method: 'POST', url: 'https://svc.example.com/x', request_body: '{"q": "${parameters.q}"}', ...action },
  ],
  created_time: 0,
  last_updated_time: 0,
  ...rest,
});

export const trustAll: TrustPolicy = { trusted: ['.*'], private_ip_enabled: false, trusted_private: [], restricted_ip: [] };

export const aTarget = (connector: Connector) => makeTarget({ connector_id: 'c1', connector, credential: noCredential('c1') });

export const aReply = (reply: Partial<UpstreamReply> = {}): UpstreamReply => ({
  status: 200,
  headers: {},
  body: '{}',
  timings: { total: 1 },
  ...reply,
});

type Answer = UpstreamReply | Error;

/** Answers from a list, and keeps what it was asked. It judges addresses as the real one does, but opens nothing. */
export function recordingExecutor(answers: Answer[]): Executor & { sent: OutgoingRequest[] } {
  const sent: OutgoingRequest[] = [];
  return {
    sent,
    judge: async () => ({ allowed: true, trusted_by: 0 }),
    preview: async ({ method, url, headers, body }) => ({ method, url, headers, body: body && new TextDecoder().decode(body) }),
    async send(request) {
      const verdict = judgeAddress(request, request.trust.trusted);
      if (isRefusal(verdict)) throw verdict.error;
      sent.push(request);
      const answer = answers[sent.length - 1] ?? new Error('No answer is left');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    stream: async () => {
      throw new Error('Nothing streams here');
    },
  };
}

/** A clock that moves only by sleeping. */
export function stillClock() {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    elapsed: () => now,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

export const callPorts = (executor: Pick<Executor, 'send'>, clock = stillClock(), random = () => 0.5): CallPorts => ({
  executor,
  clock,
  random,
  runScript: makeRunScript(() => 0),
  limits: makeRateLimits(clock.elapsed, () => true),
  guards: {
    ask: () => {
      throw new Error('No guardrail asks a model here');
    },
  },
});

export const aConfig = (config: Partial<ClientConfig> = {}) => clientConfigInUse(config as ClientConfig); // defaults fill the rest

export const signal = () => new AbortController().signal;
