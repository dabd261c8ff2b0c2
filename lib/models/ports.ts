import type { Caller } from '#lib/access/caller.ts';
import type { ConnectorReads, CredentialSealer, CredentialWrite, SettingReads, Transaction, Written } from '#lib/connectors/ports.ts';
import type { SealedCredential } from '#lib/predict/ports.ts';
import type { Controller } from './controller.ts';
import type { Model } from './model.ts';
import type { ModelGroup } from './model-group.ts';
import type { RunCounts } from './run-counts.ts';
import type { Task } from './task.ts';

export type StoredModel = Written & { model: Model };
/** `owner_id` is the account that made the group; null for groups made while models were open to all. */
export type StoredGroup = Written & { group: ModelGroup; owner_id: string | null };
export type StoredTask = Written & { task: Task };
export type StoredController = Written & { controller: Controller };

export type Removed = Written & { found: boolean };

export type ModelReads = {
  everStored(): Promise<boolean>;
  find(id: string): Promise<StoredModel | undefined>;
};

export type ModelWrites = ModelReads & {
  /** @returns undefined when the id is taken */
  insert(id: string, model: Model, credential?: CredentialWrite): Promise<Written | undefined>;
  /** @returns undefined when the model changed meanwhile */
  replace(stored: StoredModel, model: Model, credential?: CredentialWrite): Promise<Written | undefined>;
  remove(id: string): Promise<Removed>;
  credentialNames(id: string): Promise<string[]>;
  sealedCredential(id: string): Promise<SealedCredential | undefined>;
};

export type GroupReads = {
  everStored(): Promise<boolean>;
  find(id: string): Promise<StoredGroup | undefined>;
  /** Ids of the groups whose models this caller may not see; mirrors `mayUseGroup`. */
  closedTo(caller: Pick<Caller, 'id' | 'backend_roles'>): Promise<string[]>;
};

export type GroupWrites = Omit<GroupReads, 'closedTo'> & {
  findByName(name: string): Promise<StoredGroup | undefined>;
  hasModels(id: string): Promise<boolean>;
  insert(id: string, group: ModelGroup, owner_id: string | null): Promise<Written | undefined>;
  replace(stored: StoredGroup, group: ModelGroup): Promise<Written>;
  remove(id: string): Promise<Removed>;
};

export type TaskReads = {
  everStored(): Promise<boolean>;
  find(id: string): Promise<StoredTask | undefined>;
  /** How many batches have not ended. */
  runningBatches(): Promise<number>;
  /** Ids of batches that may still be heard of, the oldest first. */
  openBatches(): Promise<string[]>;
};

export type TaskWrites = Omit<TaskReads, 'runningBatches' | 'openBatches'> & {
  insert(id: string, task: Task): Promise<Written>;
  replace(stored: StoredTask, task: Task): Promise<Written>;
  remove(id: string): Promise<Removed>;
};

/** Controllers have the ids of their models. */
export type ControllerReads = {
  everStored(): Promise<boolean>;
  find(model_id: string): Promise<StoredController | undefined>;
};

export type ControllerWrites = ControllerReads & {
  save(model_id: string, controller: Controller): Promise<Written>;
  remove(model_id: string): Promise<Removed>;
  /** Removes a controller together with its model, without a trace. */
  forget(model_id: string): Promise<void>;
};

export type ModelStores = {
  connectors: ConnectorReads;
  models: ModelWrites;
  groups: GroupWrites;
  tasks: TaskWrites;
  controllers: ControllerWrites;
};

export type ModelPorts = {
  models: ModelReads;
  groups: GroupReads;
  tasks: TaskReads;
  controllers: ControllerReads;
  counts: RunCounts;
  transaction: Transaction<ModelStores>;
  settings: SettingReads;
  cipher: CredentialSealer;
  /** Epoch milliseconds. */
  now(): number;
  newId(): string;
  /** Id of the one node that this engine is: 22 URL-safe characters, the same as long as the data lives. */
  nodeId(): string;
};
