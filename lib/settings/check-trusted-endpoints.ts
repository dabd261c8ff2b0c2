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
    const connectors = visible(connectorEndpoints(), caller, settings);
    const admitted = judge((address) => valid.some((pattern) => admits(pattern, address)));
    const admittedNow = judge((address) => trusted.some((pattern) => admits(pattern, address)));
    return {
      patterns: checks.map((check) => ({ ...check, connectors: check.valid ? countMatches(check.pattern, connectors) : 0 })),
      ...(private_patterns && { private_patterns: private_patterns.map(checkPattern) }),
      ...(url !== undefined && { url: judgeUrl(url, checks) }),
      blocked: connectors
        .filter(({ urls }) => urls.every(admittedNow) && !urls.every(admitted))
        .map(({ id, name }) => ({ connector_id: id, name })),
    };
  },
);

function visible(all: readonly ConnectorEndpoints[], caller: Caller, settings: SettingsPort): ConnectorEndpoints[] {
  const isControlled = settings.current().flag('connector_access_control_enabled');
  return all.filter((connector) => mayRead(caller, connector, isControlled));
}

/** Many connectors call the same address: each is judged once. */
function judge(isSo: (url: string) => boolean): (url: string) => boolean {
  const known = new Map<string, boolean>();
  return (url) => {
    const verdict = known.get(url) ?? isSo(url);
    known.set(url, verdict);
    return verdict;
  };
}

function countMatches(pattern: string, connectors: readonly ConnectorEndpoints[]): number {
  const matches = judge((url) => isTrusted(url, [pattern]));
  return connectors.filter(({ urls }) => urls.some(matches)).length;
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
