import '#server-only';
import type { LeftAlone } from '#lib/connectors/show-connector.ts';
import { statusError } from '#lib/errors.ts';

/** Failures in a row, and the milliseconds that they may be apart, before a service is left alone; and for how long (threats.md L-06). */
const mostFailures = 5;
const window = 30_000;
const pause = 15_000;
/** Beyond this many services, those that failed long ago are forgotten. */
const mostKept = 1000;

export type Service = { connector_id: string /** `https://host:port` */; origin: string };

export type Breaker = {
  /**
   * Before a call.
   * @param call the request: its retries are one call
   * @throws StudioError 503 while the service is left alone
   */
  enter(service: Service, call: object): void;
  /** The service answered, whatever it said. */
  answered(service: Service): void;
  /** It did not, or that it cannot. @param why for people */
  failed(service: Service, call: object, why: string): void;
  /** The call ended without a word about the service. */
  left(service: Service, call: object): void;
  /** Services of a connector that are left alone. */
  states(connector_id: string): LeftAlone[];
  /** Forgets what is known of a connector, or of all. */
  forget(connector_id?: string): void;
};

type FailingService = Service & {
  /** Calls that failed since the last answer, and when. */
  failures: Map<symbol, number>;
  openUntil: number | undefined;
  probe: object | undefined;
  why: string;
};

/** Services that failed of late, by connector and origin. */
export type FailingServices = Map<string, FailingService>;

export type BreakerPorts = {
  /** Shared by all who call: there is one for the process. */
  failing: FailingServices;
  /** Milliseconds of a clock that never goes back. */
  elapsed(): number;
  /** Hears of services that are left alone, and of those that are back. */
  changed?(event: Service & { state: 'open' | 'closed' }): void;
};

/** Leaves services alone that keep failing, so that nobody waits for them and they can recover. */
export function makeBreaker({ failing: entries, elapsed, changed }: BreakerPorts): Breaker {
  // So that a request which failed is not kept for as long as its failure counts.
  const ids = new WeakMap<object, symbol>();
  const idOf = (call: object): symbol => {
    const known = ids.get(call) ?? Symbol();
    ids.set(call, known);
    return known;
  };
  const find = (service: Service) => (entries.size === 0 ? undefined : entries.get(keyOf(service)));
  const forgetStale = () => {
    for (const [key, { failures, openUntil }] of entries) {
      if (openUntil === undefined && [...failures.values()].every((at) => elapsed() - at > window)) entries.delete(key);
    }
  };
  const open = (entry: FailingService) => {
    entry.openUntil = elapsed() + pause;
    entry.probe = undefined;
    changed?.({ connector_id: entry.connector_id, origin: entry.origin, state: 'open' });
  };
  return {
    enter(service, call) {
      const entry = find(service);
      if (entry?.openUntil === undefined) return;
      const left = entry.openUntil - elapsed();
      if (left > 0 || (entry.probe && entry.probe !== call)) throw leftAlone(entry, Math.max(1, Math.ceil(left / 1000)));
      entry.probe = call;
    },
    answered(service) {
      const entry = find(service);
      if (!entry) return;
      entries.delete(keyOf(service));
      if (entry.openUntil !== undefined) changed?.({ ...service, state: 'closed' });
    },
    failed(service, call, why) {
      const key = keyOf(service);
      const entry = entries.get(key) ?? { ...service, failures: new Map(), openUntil: undefined, probe: undefined, why };
      entries.set(key, entry);
      if (entry.openUntil !== undefined) {
        if (entry.probe === call) open(entry);
        return; // a call from before it was left alone tells nothing new
      }
      const now = elapsed();
      entry.why = why;
      entry.failures.set(idOf(call), now);
      for (const [id, at] of entry.failures) if (now - at > window) entry.failures.delete(id);
      if (entry.failures.size >= mostFailures) open(entry);
      else if (entries.size > mostKept) forgetStale();
    },
    left(service, call) {
      const entry = find(service);
      if (entry?.probe === call) entry.probe = undefined;
    },
    states: (connector_id) =>
      [...entries.values()].flatMap(({ origin, openUntil, probe, ...entry }): LeftAlone[] => {
        if (entry.connector_id !== connector_id || openUntil === undefined) return [];
        return [{ origin, state: probe ? 'probing' : 'open', retry_after: Math.max(0, Math.ceil((openUntil - elapsed()) / 1000)) }];
      }),
    forget(connector_id) {
      for (const [key, entry] of entries) if (connector_id === undefined || entry.connector_id === connector_id) entries.delete(key);
    },
  };
}

const keyOf = ({ connector_id, origin }: Service) => `${connector_id} ${origin}`;

const leftAlone = ({ origin, why }: FailingService, seconds: number) =>
  statusError(503, `${origin} failed ${mostFailures} times in a row and is left alone for ${seconds} s. The last failure: ${why}`, {
    headers: { 'Retry-After': String(seconds) },
  });

/** Statuses that say what a service will never do are answers like others; it is well. */
const isNever = (status: number) => status === 501 || status === 505;

/** Whether a service that answers so cannot at the moment. */
export const isFailing = (status: number): boolean => status >= 500 && status < 600 && !isNever(status);
