import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import type { AddressJudge } from '#lib/connectors/address.ts';
import { type Guarded, mayRead } from '#lib/connectors/connector-access.ts';
import type { TrustPolicy } from '#lib/predict/ports.ts';
import type { SettingsPort } from './effective-settings.ts';
import { checkPattern, type PatternCheck } from './pattern-check.ts';
import { suggestPattern } from './suggest-pattern.ts';
import { admits, isTrusted, type Stop, stopsAt } from './trusted-endpoints.ts';

/** A stored connector as far as trust goes: where it calls, and who may know of it. */
export type ConnectorEndpoints = Guarded & { id: string; name: string; urls: readonly string[] };

export type TrustCheckPorts = {
  connectorEndpoints(): readonly ConnectorEndpoints[];
  settings: SettingsPort;
  /** Judges hosts too, as they would be under a policy that is not in force. */
  hostsUnder(policy: TrustPolicy): AddressJudge;
};

export type TrustCheckInput = {
  patterns: string[];
  /** Unsaved, like the patterns; left out, what is in force counts. */
  private_patterns?: string[] | undefined;
  private_ip_enabled?: boolean | undefined;
  url?: string | undefined;
};

export type UrlVerdict = {
  /** Index of the first pattern that admits the address. */
  trusted_by: number | null;
  /** Index of a pattern that matches only thanks to text after the host: such a call is refused. */
  unpinned_by?: number;
  stops_at?: Stop;
  /** A pattern that would admit it. */
  suggestion?: string;
};

/**
 * What an unsaved list of trusted endpoints would mean (ui.md §7.7): a verdict on each pattern with the number of connectors that it matches,
 * on one address, and the connectors that saving the list would block. Only connectors that the caller may see count.
 */
export const checkTrustedEndpoints = operation(
  'settings.read',
  async (caller, { patterns, private_patterns, private_ip_enabled, url }: TrustCheckInput, ports: TrustCheckPorts) => {
    const { connectorEndpoints, settings } = ports;
    const checks = patterns.map(checkPattern);
    const privateChecks = private_patterns?.map(checkPattern);
    const valid = validOf(checks);
    const now = settings.current().trustPolicy();
    const { trusted } = now;
    const endpoints = connectorEndpoints();
    const connectors = visible(endpoints, caller, settings);
    const verdict = verdictsOn(endpoints);
    const admitted = ({ urls }: ConnectorEndpoints, list: readonly string[]) =>
      urls.every((address) => list.some((pattern) => verdict(pattern, address) === 'admits'));
    const isShutOut = shutOut(now, privateChecks && validOf(privateChecks), private_ip_enabled, ports);
    const matched = (pattern: string) => connectors.filter(({ urls }) => urls.some((address) => verdict(pattern, address) !== 'misses'));
    return {
      patterns: checks.map((check) => ({ ...check, connectors: check.valid ? matched(check.pattern).length : 0 })),
      ...(privateChecks && { private_patterns: privateChecks }),
      ...(url !== undefined && { url: judgeUrl(url, checks) }),
      blocked: connectors
        .filter((connector) => admitted(connector, trusted) && (!admitted(connector, valid) || isShutOut(connector)))
        .map(({ id, name }) => ({ connector_id: id, name })),
    };
  },
);

export type CheckedTrust = Awaited<ReturnType<typeof checkTrustedEndpoints>>;

const validOf = (checks: readonly PatternCheck[]) => checks.filter(({ valid }) => valid).map(({ pattern }) => pattern);

const isSameList = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((item, index) => item === other[index]);

/** Whether the rules for private addresses let a connector through now, and would no longer. Both judges know the same trusted list. */
function shutOut(
  now: TrustPolicy,
  trusted_private: readonly string[] = now.trusted_private,
  private_ip_enabled = now.private_ip_enabled,
  { hostsUnder }: Pick<TrustCheckPorts, 'hostsUnder'>,
): (connector: ConnectorEndpoints) => boolean {
  if (isSameList(trusted_private, now.trusted_private) && private_ip_enabled === now.private_ip_enabled) return () => false;
  const [before, after] = [hostsUnder(now), hostsUnder({ ...now, trusted_private, private_ip_enabled })];
  const passes = ({ urls }: ConnectorEndpoints, judge: AddressJudge) => urls.every((url) => judge.judge(url).allowed);
  return (connector) => passes(connector, before) && !passes(connector, after);
}

function visible(all: readonly ConnectorEndpoints[], caller: Caller, settings: SettingsPort): ConnectorEndpoints[] {
  const isControlled = settings.current().flag('connector_access_control_enabled');
  return all.filter((connector) => mayRead(caller, connector, isControlled));
}

/** `matches` is a match that text after the host brings about: such a call is refused. */
type Verdict = 'admits' | 'matches' | 'misses';

const mostPatternsKept = 200;
const known = new WeakMap<object, Map<string, Map<string, Verdict>>>();

/** Judges pattern by pattern. With every key that is pressed only one of them is new, so verdicts are kept while the connectors stay. */
function verdictsOn(endpoints: readonly ConnectorEndpoints[]): (pattern: string, url: string) => Verdict {
  const byPattern = known.get(endpoints) ?? new Map<string, Map<string, Verdict>>();
  known.set(endpoints, byPattern);
  if (byPattern.size > mostPatternsKept) byPattern.clear();
  return (pattern, url) => {
    const byUrl = byPattern.get(pattern) ?? new Map<string, Verdict>();
    byPattern.set(pattern, byUrl);
    const verdict = byUrl.get(url) ?? judge(pattern, url);
    byUrl.set(url, verdict);
    return verdict;
  };
}

function judge(pattern: string, url: string): Verdict {
  if (!isTrusted(url, [pattern])) return 'misses';
  return admits(pattern, url) ? 'admits' : 'matches';
}

function judgeUrl(url: string, checks: readonly PatternCheck[]): UrlVerdict {
  const find = (isSo: (pattern: string) => boolean) => checks.findIndex(({ pattern, valid }) => valid && isSo(pattern));
  const trustedBy = find((pattern) => admits(pattern, url));
  if (trustedBy >= 0) return { trusted_by: trustedBy };
  const unpinnedBy = find((pattern) => isTrusted(url, [pattern]));
  const suggestion = suggestPattern(url);
  const stop = unpinnedBy < 0 ? stopsAtValid(url, checks) : undefined;
  return {
    trusted_by: null,
    ...(unpinnedBy >= 0 && { unpinned_by: unpinnedBy }),
    ...(stop && { stops_at: stop }),
    ...(suggestion && { suggestion }),
  };
}

/** Patterns that are not valid take nothing; their places in the list still count. */
function stopsAtValid(url: string, checks: readonly PatternCheck[]): Stop | undefined {
  const places = [...checks.entries()].filter(([, { valid }]) => valid).map(([place]) => place);
  const patterns = places.map((place) => checks[place]?.pattern ?? '');
  const stop = stopsAt(url, patterns);
  return stop && { ...stop, pattern: places[stop.pattern] ?? stop.pattern };
}
