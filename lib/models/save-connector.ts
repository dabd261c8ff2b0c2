import { assertMay, operation } from '#lib/access/operation.ts';
import type { ConnectorPorts, ConnectorWrites, ModelUse, Transaction, Written } from '#lib/connectors/ports.ts';
import { type ConnectorUpdate, prepareUpdate } from '#lib/connectors/update-connector.ts';
import { deployed, findModel, undeployed } from './deploy-model.ts';
import type { ModelPorts, ModelStores } from './ports.ts';
import { completedTask } from './task.ts';

/** One step of a save, done; `roll_back` stands for all that went before it. */
export type SaveStep = { step: 'undeploy' | 'deploy'; model_id: string; name: string } | { step: 'save' | 'roll_back' };

export type SaveOutcome = { steps: SaveStep[] } & ({ written: Written; model_ids: string[] } | { failure: unknown });

export type SavePorts = Omit<ConnectorPorts, 'transaction'> &
  Pick<ModelPorts, 'nodeId'> & {
    transaction: Transaction<Omit<ModelStores, 'connectors'> & { connectors: ConnectorWrites; models: ModelUse }>;
  };

/**
 * Saves a connector that deployed models use: undeploys them, saves, deploys them again. All of it is one transaction, so that either
 * everything is new or everything is as it was, also when the power fails.
 * @returns the steps that were made, and the failure that took them back, if there was one
 * @throws StudioError 400, 403 before anything was tried
 */
export const saveConnector = operation(
  'connector.update',
  async (caller, update: ConnectorUpdate, ports: SavePorts): Promise<SaveOutcome> => {
    assertMay(caller, 'model.update');
    const change = await prepareUpdate(caller, update, ports);
    const steps: SaveStep[] = [];
    try {
      const saved = await ports.transaction(async (stores) => {
        const model_ids: string[] = [];
        for (let ids = await stores.models.deployedOn(update.connector_id); ids.length > 0; ) {
          for (const id of ids) steps.push({ step: 'undeploy', ...(await undeploy(id, stores, ports)) });
          model_ids.push(...ids);
          ids = await stores.models.deployedOn(update.connector_id); // a page at a time
        }
        const written = await change(stores);
        steps.push({ step: 'save' });
        for (const id of model_ids) steps.push({ step: 'deploy', ...(await deploy(id, stores, ports)) });
        return { written, model_ids };
      });
      return { steps, ...saved };
    } catch (failure) {
      return { steps: steps.length > 0 ? [...steps, { step: 'roll_back' }] : [], failure };
    }
  },
);

type Stores = Pick<ModelStores, 'models' | 'tasks'>;
type Outside = Pick<SavePorts, 'now' | 'newId' | 'nodeId'>;

async function undeploy(id: string, { models }: Stores, { now }: Outside) {
  const stored = await findModel(id, models);
  await models.replace(stored, undeployed(stored.model, now()));
  return { model_id: id, name: stored.model.name };
}

async function deploy(id: string, { models, tasks }: Stores, { now, newId, nodeId }: Outside) {
  const stored = await findModel(id, models);
  await models.replace(stored, deployed(stored.model, nodeId(), now()));
  await tasks.insert(newId(), completedTask('DEPLOY_MODEL', id, nodeId(), now()));
  return { model_id: id, name: stored.model.name };
}
