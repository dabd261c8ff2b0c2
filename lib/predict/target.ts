import { clientConfigInUse } from '#lib/connectors/client-config.ts';
import type { ClientConfig, Connector } from '#lib/connectors/connector.ts';
import { illegalArgument, type StudioError, statusError } from '#lib/errors.ts';
import type { Model, RateLimiter } from '#lib/models/model.ts';
import type { GuardedGroup } from '#lib/models/model-group-access.ts';
import { notHere } from '#lib/models/task.ts';
import { type ParameterSet, savedParameters } from '#lib/template/parameter-set.ts';
import type { SealedCredential } from './ports.ts';

/** The model that is asked. */
export type TargetModel = {
  id: string;
  model: Model;
  /** Decides who may use it, while models are under access control. */
  group: GuardedGroup | undefined;
  /** Of its controller, by user name. */
  user_limits?: ReadonlyMap<string, RateLimiter>;
};

/** What a prediction calls: a connector that is stored, is part of a model, or is only a draft. */
export type Target = {
  /** Of the connector; of the model where the connector is part of it. Pools and credentials are bound to it. */
  connector_id: string;
  connector: Connector;
  /** The connector's own parameters. */
  parameters: ParameterSet;
  client_config: ClientConfig;
  credential: SealedCredential;
  /** Account that owns the connector; null where nobody does. */
  owner_id: string | null;
  blueprint_id: string | null;
  model?: TargetModel;
};

type Parts = Pick<Target, 'connector_id' | 'connector' | 'credential'> & Partial<Pick<Target, 'owner_id' | 'blueprint_id' | 'model'>>;

export const makeTarget = ({ connector_id, connector, credential, owner_id = null, blueprint_id = null, model }: Parts): Target => ({
  connector_id,
  connector,
  parameters: savedParameters(connector.parameters),
  client_config: clientConfigInUse(connector.client_config),
  credential,
  owner_id,
  blueprint_id,
  ...(model && { model }),
});

/** A target without any credential, for whatever never opens one. */
export const noCredential = (owner: string): SealedCredential => ({ owner, data_key: '', fields: {} });

export type TargetReads = {
  /** The stored connector, or undefined. */
  connector(id: string): Target | undefined;
  /** The stored model; without a target where its connector is gone. */
  model(id: string): { model: Model; target?: Target } | undefined;
};

/** Why a stored model has no target. */
export function noTarget({ algorithm, connector_id }: Model): StudioError {
  if (algorithm !== 'REMOTE') return illegalArgument(notHere);
  if (connector_id === undefined) return illegalArgument('The model has no connector');
  return statusError(404, `Failed to find connector with the provided connector id: ${connector_id}`);
}
