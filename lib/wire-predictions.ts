import '#server-only';
import type { ShowPorts } from './connectors/show-connector.ts';
import { makeEgress } from './egress/egress.ts';
import { makeIsOwn } from './egress/own-listener.ts';
import { makeResolve } from './egress/resolve.ts';
import { makeExecutor } from './executor/executor.ts';
import { makeRunScript } from './functions/script.ts';
import { deployStored } from './models/deploy-model.ts';
import type { ModelPorts } from './models/ports.ts';
import { makeCallerLimits } from './predict/caller-limits.ts';
import { onceAtATime } from './predict/once-at-a-time.ts';
import type { PredictPorts } from './predict/predict.ts';
import { makeRateLimits } from './predict/rate-limiter.ts';
import type { TryPorts } from './predict/try-prediction.ts';
import { makeUsagePaths } from './predict/usage-paths.ts';
import type { Resources } from './resources.ts';
import { makeOpener } from './sealing/opener.ts';
import type { SettingsPort } from './settings/effective-settings.ts';
import type { EffectiveSettings } from './settings/ports.ts';
import { targetReads } from './store/target-store.ts';
import { systemClock } from './system-clock.ts';

type Opened = Pick<Resources, 'log' | 'store' | 'sealing' | 'life' | 'failing'>;
type Ports = Pick<ModelPorts, 'transaction' | 'newId' | 'nodeId' | 'now' | 'counts'> &
  Pick<PredictPorts, 'finishedRuns'> &
  Pick<TryPorts, 'blueprints'> & { settings: SettingsPort };

export type PredictionWiring = Omit<PredictPorts, 'settings' | 'executor'> & Pick<TryPorts, 'executor'> & Pick<ShowPorts, 'leftAlone'>;

/** What predictions need from outside: the executor with the only way to a socket, hot reads, the clock and what is written behind them. */
export function wirePredictions({ log, store, sealing, life, failing }: Opened, ports: Ports): PredictionWiring {
  const { settings, now } = ports;
  const egress = makeEgress({
    resolve: makeResolve(settings.current().list('studio.egress.dns_servers')),
    isOwn: makeIsOwn(() => life.listening),
    limits: memoized(settings.current, limitsOf),
    failing,
    changed: ({ connector_id, origin, state }) => log.warn({ event: `egress.breaker.${state}`, connector_id, host: hostOf(origin) }),
  });
  store.beforeClose.add(() => egress.close());
  const executor = makeExecutor({
    open: makeOpener(sealing.ring),
    egress,
    now,
    blocked: ({ connector_id, stage, host }) => log.warn({ event: 'egress.blocked', connector_id, stage, host }),
  });
  return {
    targets: targetReads(store),
    executor,
    leftAlone: egress.leftAlone,
    clock: systemClock,
    random: Math.random,
    runScript: makeRunScript(systemClock.elapsed),
    limits: makeRateLimits(systemClock.elapsed, () => settings.current().flag('controller_enabled')),
    callerLimits: makeCallerLimits({
      perMinute: memoized(settings.current, (now) => now.number('studio.rate_limit.per_minute')),
      elapsed: systemClock.elapsed,
      limited: ({ id }) => log.warn({ event: 'predict.limited', user_id: id }),
    }),
    counts: ports.counts,
    deploy: onceAtATime((model_id: string) => deployStored(model_id, ports)),
    finishedRuns: ports.finishedRuns,
    usagePaths: makeUsagePaths(ports.blueprints, systemClock.elapsed),
  };
}

const hostOf = (origin: string) => origin.replace(/^\w+:\/\//, '');

const limitsOf = (settings: EffectiveSettings) => ({
  max_calls: settings.number('studio.egress.max_calls'),
  max_queue: settings.number('studio.egress.max_queue'),
  response_max_bytes: settings.number('studio.response_max_bytes'),
});

/** Asked several times for each call; `read` gives the same object until a setting changes. */
function memoized<Key, Value>(read: () => Key, make: (key: Key) => Value): () => Value {
  let kept: { key: Key; value: Value } | undefined;
  return () => {
    const key = read();
    if (kept?.key !== key) kept = { key, value: make(key) };
    return kept.value;
  };
}
