import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { assertUnchanged, type Precondition, versionConflict } from '#lib/connectors/precondition.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import type { Blueprint, BlueprintAccess } from './blueprint.ts';
import { assertMayChange, readOnly } from './blueprint-access.ts';
import { isSameValue } from './blueprint-changes.ts';
import { freeId } from './free-id.ts';
import { type BlueprintDetails, present } from './get-blueprint.ts';
import { literalSecrets } from './literal-secrets.ts';
import { builtIn, lookUp } from './look-up.ts';
import type { BlueprintPorts, ForkOf, StoredBlueprint } from './ports.ts';

/** Refused before it reaches the database: what is stored is read by others, copied and backed up. */
function assertNoSecrets(blueprint: Blueprint): void {
  const fields = literalSecrets(blueprint).map(({ path, message }) => ({ path, message }));
  const [first] = fields;
  if (first) throw illegalArgument(`${first.path}: ${first.message}`, { fields });
}

export const showDraft = (caller: Caller, stored: StoredBlueprint, ports: BlueprintPorts): Promise<BlueprintDetails> =>
  present(caller, { blueprint: stored.draft, version: stored.version, shown: 'draft', stored }, ports);

export type NewBlueprint = { blueprint: Blueprint; access?: BlueprintAccess | undefined };

/**
 * Makes a draft of a blueprint; an imported file becomes one too.
 * @throws StudioError 400 for what looks like a secret; 409 for an id that is taken, with a free one as `suggestion`
 */
export const createBlueprint = operation('blueprint.create', (caller, made: NewBlueprint, ports: BlueprintPorts) =>
  insert(caller, made, undefined, ports),
);

async function insert(caller: Caller, { blueprint, access = 'public' }: NewBlueprint, fork_of: ForkOf | undefined, ports: BlueprintPorts) {
  assertNoSecrets(blueprint);
  const { id } = blueprint;
  const time = ports.now();
  const stored: StoredBlueprint = {
    id,
    seq_no: 0,
    version: 0,
    last_version: 0,
    draft: blueprint,
    has_draft: true,
    access,
    owner_id: caller.id,
    owner_name: caller.username,
    fork_of,
    created_time: time,
    updated_time: time,
    updated_by: caller.username,
  };
  const made = builtIn(id) ? undefined : await ports.transaction(({ blueprints }) => blueprints.insert(stored));
  if (!made) {
    const suggestion = freeId(id, isTakenIn(ports));
    throw statusError(409, `blueprint id '${id}' already exists`, {
      details: { suggestion },
      fields: [{ path: 'id', message: `This id is taken. ${suggestion} is free.` }],
    });
  }
  return showDraft(caller, made, ports);
}

const isTakenIn =
  ({ blueprints }: Pick<BlueprintPorts, 'blueprints'>) =>
  (id: string) =>
    builtIn(id) !== undefined || blueprints.find(id) !== undefined;

export type Fork = { id: string; as: { id?: string | undefined; title?: string | undefined } };

/** A draft of one's own, from what the caller may see of another. @throws StudioError 404; 409 for an id that is taken */
export const forkBlueprint = operation('blueprint.create', async (caller, { id, as }: Fork, ports: BlueprintPorts) => {
  const { blueprint, version } = lookUp(caller, { id }, ports.blueprints);
  const fork = structuredClone({ ...blueprint, id: as.id ?? freeId(id, isTakenIn(ports)), title: as.title ?? `${blueprint.title} (fork)` });
  return insert(caller, { blueprint: fork }, { id, version }, ports);
});

export type SavedBlueprint = { id: string; blueprint: Blueprint; access?: BlueprintAccess | undefined; precondition: Precondition };

/**
 * Saves the draft; what is published stays as it is.
 * @throws StudioError 400 for a built-in blueprint, another id or a secret; 403, 404; 409 when somebody saved meanwhile
 */
export const saveBlueprint = operation(
  'blueprint.update',
  async (caller, { id, blueprint, access, precondition }: SavedBlueprint, ports: BlueprintPorts) => {
    if (builtIn(id)) throw readOnly();
    if (blueprint.id !== id) {
      const message = 'The id of a blueprint cannot be changed. Fork it under another one.';
      throw illegalArgument(`id: ${message}`, { fields: [{ path: 'id', message }] });
    }
    assertNoSecrets(blueprint);
    const saved = await change(caller, { id, precondition }, ports, async (stored, { blueprints }) => {
      const published = stored.version > 0 ? ports.blueprints.version(id, stored.version) : undefined;
      const has_draft = !published || !isSameValue(published.blueprint, blueprint);
      const about = { access: access ?? stored.access, updated_time: ports.now(), updated_by: caller.username };
      return blueprints.replace({ ...stored, ...about, draft: blueprint, has_draft });
    });
    return showDraft(caller, saved, ports);
  },
);

type Stores = Parameters<Parameters<BlueprintPorts['transaction']>[0]>[0];

/** Reads, judges and writes in one transaction. */
export const change = (
  caller: Caller,
  { id, precondition }: { id: string; precondition: Precondition },
  ports: BlueprintPorts,
  work: (stored: StoredBlueprint, stores: Stores) => Promise<StoredBlueprint | undefined>,
): Promise<StoredBlueprint> =>
  ports.transaction(async (stores) => {
    const stored = await stores.blueprints.find(id);
    assertMayChange(caller, id, stored);
    const numbers = { id, seq_no: stored.seq_no, version: stored.version };
    assertUnchanged(numbers, precondition);
    const changed = await work(stored, stores);
    if (!changed) throw versionConflict(numbers, 409, `required seqNo [${stored.seq_no}]`);
    return changed;
  });

/** Connectors that were made from it stay as they are. @throws StudioError 400 for a built-in one; 403, 404, 409 */
export const deleteBlueprint = operation(
  'blueprint.delete',
  async (caller, { id, precondition }: { id: string; precondition: Precondition }, ports: BlueprintPorts) => {
    if (builtIn(id)) throw readOnly();
    await change(caller, { id, precondition }, ports, async (stored, { blueprints }) => {
      await blueprints.remove(id);
      return stored;
    });
    return { acknowledged: true as const };
  },
);
