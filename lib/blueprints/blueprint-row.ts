import { isTrusted } from '#lib/settings/trusted-endpoints.ts';
import { substitute } from '#lib/template/substitute.ts';
import { type AuthKind, authKind } from './auth-kind.ts';
import type { Blueprint, BlueprintAccess } from './blueprint.ts';
import { unsuitability } from './unsuitability.ts';

export type BlueprintOrigin = 'built_in' | 'yours' | 'shared';

/** True, or the reason to show. */
export type BlueprintAbilities = { update: true | string; delete: true | string };

/** What the gallery shows of a blueprint. */
export type BlueprintRow = Pick<Blueprint, 'id' | 'title' | 'summary' | 'provider' | 'task' | 'trusted_pattern'> & {
  protocol: Blueprint['connector']['protocol'];
  auth: AuthKind;
  origin: BlueprintOrigin;
  /** The newest published version; 0 while there is only a draft. */
  version: number;
  /** Whether every address, with the blueprint's own parameters, matches a trusted pattern. */
  endpoint_trusted: boolean;
  /** It has examples, so that the mock can answer for the service. */
  has_mock: boolean;
  /** Connectors made from it. */
  used: number;
  /** Why it cannot be used here, or should not be. */
  unsuitable?: string;
  /** The following members only for blueprints that were made here. */
  access?: BlueprintAccess;
  /** Name of the account that made it. */
  owner?: string;
  /** Epoch milliseconds. */
  updated_time?: number;
  /** There are changes that are not published yet; said to those who may publish them. */
  has_draft?: boolean;
  /** Name of the account that saved or published last; said to the same. */
  updated_by?: string;
  can: BlueprintAbilities;
};

/** What a row is made of, kept beside a definition so that lists need not read it. */
export type BlueprintFacts = Pick<
  BlueprintRow,
  'title' | 'summary' | 'provider' | 'task' | 'trusted_pattern' | 'protocol' | 'auth' | 'has_mock'
> & {
  /** Addresses of its actions with its own parameters filled in. */
  addresses: string[];
  /** The same as they are written. */
  urls: string[];
  unsuitable?: string;
};

export function blueprintFacts(blueprint: Blueprint): BlueprintFacts {
  const { title, summary, provider, task, trusted_pattern, connector } = blueprint;
  const values = new Map(Object.entries(connector.parameters));
  const unsuitable = unsuitability(blueprint);
  return {
    title,
    summary,
    provider,
    task,
    trusted_pattern,
    protocol: connector.protocol,
    auth: authKind(connector),
    has_mock: blueprint.examples.length > 0,
    addresses: connector.actions.map(({ url }) => substitute(url, values)),
    urls: connector.actions.map(({ url }) => url),
    ...(unsuitable && { unsuitable }),
  };
}

/** Judged once for a list of patterns: matching every address against every pattern takes milliseconds, and lists are asked for at each key. */
const judged = new WeakMap<readonly string[], Map<string, boolean>>();
const mostJudged = 10_000;

/** Whether all of them match a trusted pattern. */
export function areTrusted(addresses: readonly string[], trusted: readonly string[]): boolean {
  const known = judged.get(trusted) ?? new Map<string, boolean>();
  judged.set(trusted, known);
  if (known.size > mostJudged) known.clear();
  return addresses.every((address) => {
    const verdict = known.get(address) ?? isTrusted(address, trusted);
    known.set(address, verdict);
    return verdict;
  });
}

type About = Pick<BlueprintRow, 'id' | 'origin' | 'version' | 'can' | 'access' | 'owner' | 'updated_time' | 'has_draft' | 'updated_by'>;

export function blueprintRow(
  facts: BlueprintFacts,
  { id, ...about }: About,
  trusted: readonly string[],
  used: ReadonlyMap<string, number>,
): BlueprintRow {
  const { addresses, urls: _, ...shown } = facts;
  return { id, ...shown, ...about, endpoint_trusted: areTrusted(addresses, trusted), used: used.get(id) ?? 0 };
}
