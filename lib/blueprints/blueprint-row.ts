import { isTrusted } from '#lib/settings/trusted-endpoints.ts';
import { substitute } from '#lib/template/substitute.ts';
import { type AuthKind, authKind } from './auth-kind.ts';
import type { Blueprint } from './blueprint.ts';

/** What the gallery shows of a blueprint. */
export type BlueprintRow = Pick<Blueprint, 'id' | 'title' | 'summary' | 'provider' | 'task' | 'trusted_pattern'> & {
  protocol: Blueprint['connector']['protocol'];
  auth: AuthKind;
  origin: 'built_in';
  version: string;
  /** Whether every address, with the blueprint's own parameters, matches a trusted pattern. */
  endpoint_trusted: boolean;
  /** Connectors made from it. */
  used: number;
};

/** Judged once for a list of patterns: matching every address against every pattern takes milliseconds, and lists are asked for at each key. */
const judged = new WeakMap<readonly string[], WeakMap<Blueprint, boolean>>();

function isEndpointTrusted(blueprint: Blueprint, trusted: readonly string[]): boolean {
  const known = judged.get(trusted) ?? new WeakMap<Blueprint, boolean>();
  judged.set(trusted, known);
  const verdict = known.get(blueprint) ?? judge(blueprint.connector, trusted);
  known.set(blueprint, verdict);
  return verdict;
}

function judge({ parameters, actions }: Blueprint['connector'], trusted: readonly string[]): boolean {
  const values = new Map(Object.entries(parameters));
  return actions.every((action) => isTrusted(substitute(action.url, values), trusted));
}

export function blueprintRow(blueprint: Blueprint, trusted: readonly string[], used: ReadonlyMap<string, number>): BlueprintRow {
  const { id, title, summary, provider, task, trusted_pattern, connector } = blueprint;
  return {
    id,
    title,
    summary,
    provider,
    task,
    trusted_pattern,
    protocol: connector.protocol,
    auth: authKind(connector),
    origin: 'built_in',
    version: connector.version,
    endpoint_trusted: isEndpointTrusted(blueprint, trusted),
    used: used.get(id) ?? 0,
  };
}
