import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { type Guarded, mayRead } from '#lib/connectors/connector-access.ts';
import type { SettingsPort } from './effective-settings.ts';
import { checkPattern, type PatternCheck } from './pattern-check.ts';
import { admits, isTrusted, type Stop, stopsAt, suggestPattern } from './trusted-endpoints.ts';

/** A stored connector as far as trust goes: where it calls, and who may know of it. */
export type ConnectorEndpoints = Guarded & { id: string; name: string; urls: readonly string[] };

export type TrustCheckPorts = { connectorEndpoints(): readonly ConnectorEndpoints[]; settings: SettingsPort };

export type TrustCheckInput = { patterns: string[]; private_patterns?: string[] | undefined; url?: string | undefined };

type UrlVerdict = {
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
  async (caller, { patterns, private_patterns, url }: TrustCheckInput, { connectorEndpoints, settings }: TrustCheckPorts) => {
    const checks = patterns.map(checkPattern);
    const valid = checks.filter((check) => check.valid).map(({ pattern }) => pattern);
    const { trusted } = settings.current().trustPolicy();
    const endpoints = connectorEndpoints();
    const connectors = visible(endpoints, caller, settings);
    const verdict = verdictsOn(endpoints);
    const admitted = ({ urls }: ConnectorEndpoints, list: readonly string[]) =>
      urls.every((address) => list.some((pattern) => verdict(pattern, address) === 'admits'));
    const matched = (pattern: string) => connectors.filter(({ urls }) => urls.some((address) => verdict(pattern, address) !== 'misses'));
    return {
      patterns: checks.map((check) => ({ ...check, connectors: check.valid ? matched(check.pattern).length : 0 })),
      ...(private_patterns && { private_patterns: private_patterns.map(checkPattern) }),
      ...(url !== undefined && { url: judgeUrl(url, checks) }),
      blocked: connectors
        .filter((connector) => admitted(connector, trusted) && !admitted(connector, valid))
        .map(({ id, name }) => ({ connector_id: id, name })),
    };
  },
);

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
