import type { Connector } from '#lib/connectors/connector.ts';
import type { SettingReads } from '#lib/connectors/ports.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import type { SealedCredential } from '#lib/predict/ports.ts';
import { modelIndex } from '#lib/search/indices.ts';
import { deployStored } from './deploy-model.ts';
import { deployedStates, type Model } from './model.ts';
import type { ModelPorts } from './ports.ts';
import { indexNotFound } from './tasks.ts';

/** A connector as a call needs it. Shared between calls: never change it. */
export type CallableConnector = {
  /** The connector, or the model for an inline connector: what its credential is sealed for. */
  owner: string;
  connector: Connector;
  credential: SealedCredential;
  seq_no: number;
  /** Account that created it; null for an inline connector and in old data. */
  owner_id: string | null;
  blueprint_id: string | null;
};

export type CallableModel = { model_id: string; seq_no: number; model: Model; connector: CallableConnector };

/** Hot reads: what is parsed is kept as long as its sequence number stays. */
export type PredictReads = {
  connector(id: string): CallableConnector | undefined;
  model(id: string): CallableModel | undefined;
  /** Whether any model was ever stored. */
  everStoredModel(): boolean;
};

/** @throws StudioError 404, with the missing index as cause while no model was ever stored */
export function loadModelForPredict(model_id: string, reads: PredictReads): CallableModel {
  const found = reads.model(model_id);
  if (found) return found;
  if (reads.everStoredModel()) throw statusError(404, 'Failed to find model');
  throw statusError(404, `Failed to get data object from index ${modelIndex.name}`, { cause: indexNotFound(modelIndex.name) });
}

/** @throws StudioError 403 */
export function assertEnabled({ model }: CallableModel): void {
  if (model.is_enabled === false) throw statusError(403, 'Model is disabled.');
}

/**
 * The first call of a model deploys it, unless the cluster or the model says otherwise (rest-api.md §5.1).
 * @throws StudioError 400
 */
export async function ensureDeployed(
  { model, model_id }: CallableModel,
  ports: Pick<ModelPorts, 'transaction' | 'newId' | 'nodeId' | 'now'> & { settings: SettingReads },
): Promise<void> {
  if (deployedStates.includes(model.model_state)) return;
  if (!(await ports.settings.flag('model_auto_deploy.enable'))) {
    throw illegalArgument('Model not ready yet. Please deploy the model first.');
  }
  if (model.deploy_setting?.is_auto_deploy_enabled === false) {
    throw illegalArgument(`Auto deployment disabled for this model, please deploy model first Model ID: ${model_id}`);
  }
  await deployStored(model_id, ports);
}
