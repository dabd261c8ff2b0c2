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

export function blueprintRow(blueprint: Blueprint, trusted: readonly string[], used: ReadonlyMap<string, number>): BlueprintRow {
  const { id, title, summary, provider, task, trusted_pattern, connector } = blueprint;
  const parameters = new Map(Object.entries(connector.parameters));
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
    endpoint_trusted: connector.actions.every((action) => isTrusted(substitute(action.url, parameters), trusted)),
    used: used.get(id) ?? 0,
  };
}
