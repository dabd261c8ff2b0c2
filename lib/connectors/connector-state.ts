import { type AddressJudge, credentialsIn, probeUrl } from './address.ts';
import { isMcpProtocol } from './build-connector.ts';
import type { Connector } from './connector.ts';

export const stateNames = ['blocked', 'credential_missing', 'last_run_failed', 'ready', 'not_run'] as const;
export type StateName = (typeof stateNames)[number];
export type ConnectorState = { name: StateName; reason?: string };

/** What the last call of a target came to. */
export type LastRun = {
  outcome: string;
  status: number;
  /** Milliseconds. */
  duration_ms: number;
  /** Epoch milliseconds. */
  finished_at: number;
};

/** Credential fields that a call needs: those that headers name, and the keys that sign. */
export function neededCredentials({ protocol, actions = [], headers = {} }: Connector): string[] {
  const texts = [...actions.flatMap((action) => Object.values(action.headers ?? {})), ...Object.values(headers)];
  const signing = protocol === 'aws_sigv4' ? ['access_key', 'secret_key'] : [];
  return [...new Set([...signing, ...texts.flatMap(credentialsIn)])];
}

/** The first address that is refused, with the guard's reason. */
export function blockedReason({ protocol, actions = [], parameters, url = '' }: Connector, { judge }: AddressJudge): string | undefined {
  const urls = isMcpProtocol(protocol) ? [url] : actions.map((action) => action.url);
  for (const address of urls) {
    const probe = probeUrl(address, parameters);
    if (probe.openInHost.length > 0) return `The host has a placeholder without a value: ${probe.openInHost.join(', ')}`;
    const verdict = judge(probe.url);
    if (!verdict.allowed) return verdict.reason;
  }
  return undefined;
}

/** What does not depend on calls: undefined when a call could be made. */
export function obstacleOf(connector: Connector, setCredentials: ReadonlySet<string>, judge: AddressJudge): ConnectorState | undefined {
  const blocked = blockedReason(connector, judge);
  if (blocked !== undefined) return { name: 'blocked', reason: blocked };
  const missing = neededCredentials(connector).filter((name) => !setCredentials.has(name));
  return missing.length > 0 ? { name: 'credential_missing', reason: `Not set: ${missing.join(', ')}` } : undefined;
}

/** The state that lists show: the first that applies (ui.md §7.2). */
export function connectorState(obstacle: ConnectorState | undefined, lastRun: LastRun | undefined): ConnectorState {
  if (obstacle) return obstacle;
  if (!lastRun) return { name: 'not_run' };
  return lastRun.outcome === 'answered' ? { name: 'ready' } : { name: 'last_run_failed', reason: `Status ${lastRun.status}` };
}
