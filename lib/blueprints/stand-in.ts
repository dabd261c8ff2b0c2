import type { Caller } from '#lib/access/caller.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import type { Blueprint } from './blueprint.ts';
import { mayChangeBlueprint, maySeeBlueprint } from './blueprint-access.ts';
import { asksLike, findBlueprint } from './find-blueprint.ts';
import { builtIn } from './look-up.ts';
import type { BlueprintReads } from './ports.ts';

type Called = {
  connector: Pick<Connector, 'actions'>;
  blueprint_id?: string | null;
  /** Whoever writes a blueprint tries what they have written; a stored connector has what is published. */
  isDraft: boolean;
};

/**
 * The blueprint whose recorded answers stand in for a service: the one that is named, else one whose action asks the same (method, url,
 * request_body and operation); only such that the caller may see.
 */
export function standIn(caller: Caller, { connector, blueprint_id, isDraft }: Called, reads: BlueprintReads): Blueprint | undefined {
  const named = blueprint_id ? (builtIn(blueprint_id) ?? own(caller, blueprint_id, isDraft, reads)) : undefined;
  return named ?? findBlueprint(connector) ?? ownThatAsksLike(caller, connector, reads);
}

function own(caller: Caller, id: string, isDraft: boolean, reads: BlueprintReads): Blueprint | undefined {
  const stored = reads.find(id);
  if (!stored || !maySeeBlueprint(caller, stored)) return undefined;
  const published = stored.version > 0 ? reads.version(id, stored.version)?.blueprint : undefined;
  return isDraft && mayChangeBlueprint(caller, stored) ? stored.draft : (published ?? stored.draft);
}

function ownThatAsksLike(caller: Caller, connector: Called['connector'], reads: BlueprintReads): Blueprint | undefined {
  const urls = new Set(connector.actions?.map(({ url }) => url));
  for (const line of reads.lines()) {
    if (!line.facts.urls.some((url) => urls.has(url)) || !maySeeBlueprint(caller, line)) continue;
    const blueprint = own(caller, line.id, false, reads);
    if (blueprint && asksLike(connector, blueprint)) return blueprint;
  }
  return undefined;
}
