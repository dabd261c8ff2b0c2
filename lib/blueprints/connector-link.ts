import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { getConnector } from '#lib/connectors/get-connector.ts';
import type { ConnectorReads, SettingReads, StoredConnector } from '#lib/connectors/ports.ts';
import { isStudioError, StudioError } from '#lib/errors.ts';
import { noSuchBlueprint } from './blueprint-access.ts';
import { applyBlueprintChanges, type BlueprintChanges, copyOf } from './blueprint-changes.ts';
import { lookUp, versionOf } from './look-up.ts';
import type { BlueprintPorts, BlueprintReads } from './ports.ts';

/** The blueprint that a connector was made from. `title`, `latest` and `changes` are absent where it is gone or may not be seen. */
export type BlueprintLink = {
  id: string;
  /** That it was made from; 0 for a draft. */
  version: number;
  title?: string;
  latest?: number;
  /** In how many places the blueprint's connector changed since, other than to what this connector has. */
  changes?: number;
};

/**
 * Which version of a blueprint a new connector is made from. Of a built-in one, this state is kept, so that a later release can be told
 * from it.
 * @throws StudioError 404 for a blueprint, or a version, that there is not
 */
export const resolveBlueprint = operation(
  'blueprint.read',
  async (caller, { id, version }: { id: string; version?: number | undefined }, { blueprints, transaction, now }: BlueprintPorts) => {
    const { blueprint, stored, version: latest } = lookUp(caller, { id }, blueprints);
    if (version !== undefined && version !== latest && !versionOf(caller, id, version, blueprints)) {
      throw noSuchBlueprint(`${id}, version ${version}`);
    }
    if (!stored && !blueprints.version(id, latest)) {
      await transaction((stores) => stores.blueprints.freeze(id, { version: latest, at: now(), by: null, note: '', blueprint }));
    }
    return { blueprint_id: id, blueprint_version: version ?? latest };
  },
);

type Made = Pick<StoredConnector, 'connector' | 'blueprint_id' | 'blueprint_version'>;

/** @returns undefined for a connector that was not made from a blueprint */
export function blueprintLink(caller: Caller, made: Made, credential: readonly string[], reads: BlueprintReads): BlueprintLink | undefined {
  const { blueprint_id: id, blueprint_version } = made;
  if (!id) return undefined;
  const own = { id, version: blueprint_version ?? 0 };
  const found = changesOf(caller, made, credential, reads);
  if (!found) return own;
  const { title, latest, changes } = found;
  return { ...own, title, latest, ...(changes && { changes: changes.changes.filter(({ outcome }) => outcome !== 'same').length }) };
}

function changesOf(
  caller: Caller,
  { connector, blueprint_id: id, blueprint_version }: Made,
  credential: readonly string[],
  reads: BlueprintReads,
) {
  const found = id ? visible(() => lookUp(caller, { id }, reads)) : undefined;
  if (!id || !found) return undefined;
  const { version: latest, blueprint } = found;
  const before = blueprint_version ? versionOf(caller, id, blueprint_version, reads)?.blueprint : undefined;
  const changes = before && applyBlueprintChanges(copyOf(connector, credential), before.connector, blueprint.connector);
  return { title: blueprint.title, latest, changes };
}

/** What is gone or hidden is no failure of the connector. */
function visible<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.status === 404) return undefined;
    throw thrown;
  }
}

export type BlueprintChangesPorts = { connectors: ConnectorReads; settings: SettingReads; blueprints: BlueprintReads };

/**
 * What changed in its blueprint since a connector was made, and the connector with these changes as a create body without secrets.
 * @throws StudioError 403, 404; 404 also for a connector without a blueprint, or whose blueprint or version is gone
 */
export const showBlueprintChanges = operation(
  'connector.read',
  async (caller, { connector_id }: { connector_id: string }, ports: BlueprintChangesPorts): Promise<BlueprintChanges> => {
    const stored = await getConnector(caller, { connector_id }, ports);
    const keys = await ports.connectors.credentialKeys(connector_id);
    const found = changesOf(
      caller,
      stored,
      keys.map(({ name }) => name),
      ports.blueprints,
    );
    if (!stored.blueprint_id || !found?.changes) {
      const reason = stored.blueprint_id
        ? 'The version of the blueprint that this connector was made from is not there any more'
        : 'This connector was not made from a blueprint';
      throw new StudioError('resource_not_found_exception', 404, reason);
    }
    const { title, latest, changes } = found;
    return { blueprint: { id: stored.blueprint_id, title, version: stored.blueprint_version ?? 0, latest }, ...changes };
  },
);
