import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { primaryTerm } from '#lib/connectors/precondition.ts';
import { statusError } from '#lib/errors.ts';
import type { Blueprint } from './blueprint.ts';
import { blueprintAbilities, builtInReason, mayChangeBlueprint, originFor } from './blueprint-access.ts';
import { type BlueprintRow, blueprintFacts, blueprintRow } from './blueprint-row.ts';
import { type Found, lookUp } from './look-up.ts';
import type { BlueprintPorts, ForkOf } from './ports.ts';
import { usedByCaller } from './used-by-caller.ts';

/** All fields of a blueprint's file, and what the gallery computes. */
export type BlueprintDetails = Blueprint &
  BlueprintRow & {
    /** Which of the two the fields are. */
    shown: 'published' | 'draft';
    fork_of?: ForkOf;
    /** Of blueprints that were made here: what a change sends back. */
    _seq_no?: number;
    _primary_term?: number;
  };

export type ReadPorts = Pick<BlueprintPorts, 'blueprints' | 'settings'>;

/**
 * What is published of a blueprint, or its draft while nothing is.
 * @throws StudioError 404 for an unknown id and for one that may not be seen; 403 for the draft of somebody else
 */
export const getBlueprint = operation(
  'blueprint.read',
  async (caller, { id, draft }: { id: string; draft?: boolean | undefined }, ports: ReadPorts): Promise<BlueprintDetails> => {
    const found = lookUp(caller, { id, draft }, ports.blueprints);
    if (draft && found.stored && !mayChangeBlueprint(caller, found.stored)) {
      throw statusError(403, "You don't have permission to read the draft of this blueprint");
    }
    return present(caller, found, ports);
  },
);

export async function present(caller: Caller, found: Found, ports: ReadPorts): Promise<BlueprintDetails> {
  const { blueprint, shown, stored, version } = found;
  const trusted = await ports.settings.list('trusted_connector_endpoints_regex');
  const about = stored
    ? {
        origin: originFor(caller, stored),
        can: blueprintAbilities(caller, stored),
        access: stored.access,
        owner: stored.owner_name,
        updated_time: stored.updated_time,
        ...(mayChangeBlueprint(caller, stored) && {
          has_draft: stored.has_draft,
          ...(stored.updated_by !== undefined && { updated_by: stored.updated_by }),
        }),
      }
    : { origin: 'built_in' as const, can: { update: builtInReason, delete: builtInReason } };
  const row = blueprintRow(blueprintFacts(blueprint), { id: blueprint.id, version, ...about }, trusted, await usedByCaller(caller, ports));
  return {
    ...blueprint,
    ...row,
    shown,
    ...(stored?.fork_of && { fork_of: stored.fork_of }),
    ...(stored && { _seq_no: stored.seq_no, _primary_term: primaryTerm }),
  };
}

/** The file in the details of a blueprint: only the fields of §10.5, in their order. */
export function fileOf(details: Blueprint): Blueprint {
  const { format, id, title, summary, provider, task, docs_url, notes, connector, questions, trusted_pattern, usage_path, examples, mock } =
    details;
  return {
    format,
    id,
    title,
    summary,
    provider,
    task,
    docs_url,
    notes,
    connector,
    questions,
    trusted_pattern,
    ...(usage_path && { usage_path }),
    examples,
    mock,
  };
}
