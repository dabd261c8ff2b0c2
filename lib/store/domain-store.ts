import '#server-only';
import type { BlueprintWrites } from '#lib/blueprints/ports.ts';
import type { ConnectorWrites, ModelUse, Transaction } from '#lib/connectors/ports.ts';
import type { ControllerWrites, GroupWrites, ModelWrites, TaskWrites } from '#lib/models/ports.ts';
import { blueprintWrites } from './blueprint-store.ts';
import { connectorReads, connectorWrites } from './connector-store.ts';
import { controllerReads, controllerWrites } from './controller-store.ts';
import { groupReads, groupWrites } from './model-group-store.ts';
import { modelReads, modelUse, modelWrites } from './model-store.ts';
import type { Store } from './open.ts';
import { taskReads, taskWrites } from './task-store.ts';

type Stores = {
  connectors: ConnectorWrites;
  models: ModelWrites & ModelUse;
  groups: GroupWrites;
  tasks: TaskWrites;
  controllers: ControllerWrites;
  blueprints: BlueprintWrites;
};

/** Connectors, models, groups, tasks, controllers and blueprints of one database: reads of what is committed, and transactions that may write. */
export function domainStore({ prisma, reads }: Pick<Store, 'prisma' | 'reads'>) {
  const transaction: Transaction<Stores> = (work) =>
    prisma.$transaction((tx) =>
      work({
        connectors: connectorWrites(tx),
        models: { ...modelWrites(tx), ...modelUse(tx) },
        groups: groupWrites(tx),
        tasks: taskWrites(tx),
        controllers: controllerWrites(tx),
        blueprints: blueprintWrites(tx),
      }),
    );
  return {
    connectors: connectorReads(prisma, reads),
    models: modelReads(reads),
    groups: groupReads(reads),
    tasks: taskReads(reads),
    controllers: controllerReads(reads),
    transaction,
  };
}
