import type { Guarded } from '#lib/connectors/connector-access.ts';
import type { SettingReads, Transaction, Written } from '#lib/connectors/ports.ts';
import type { Blueprint, BlueprintAccess } from './blueprint.ts';
import type { BlueprintFacts } from './blueprint-row.ts';

/** Where a blueprint came from. */
export type ForkOf = { id: string; version: number };

/** What is known of a blueprint that was made here, without its definition. */
export type BlueprintLine = Pick<Written, 'id' | 'seq_no'> & {
  /** The newest published version; 0 while there is only a draft. */
  version: number;
  /** Of the newest published version; of the draft while there is none. */
  facts: BlueprintFacts;
  access: BlueprintAccess;
  owner_id: string;
  owner_name: string;
  /** The draft is not what is published. */
  has_draft: boolean;
  /** Epoch milliseconds. */
  updated_time: number;
  /** Name of the account that saved or published last, where it is known. */
  updated_by: string | undefined;
};

export type StoredBlueprint = Omit<BlueprintLine, 'facts'> & {
  /** The highest number that a version under this id was ever given. */
  last_version: number;
  draft: Blueprint;
  fork_of: ForkOf | undefined;
  created_time: number;
};

/** A version that was published. */
export type PublishedVersion = {
  version: number;
  /** Epoch milliseconds. */
  at: number;
  /** Name of the account; null for a built-in blueprint, which is kept once a connector is made from it. */
  by: string | null;
  note: string;
};

export type BlueprintReads = {
  /** How many connectors were made from each blueprint, for each way in which connectors are shared. */
  uses(): readonly (Guarded & { blueprint_id: string; uses: number })[];
  lines(): readonly BlueprintLine[];
  find(id: string): StoredBlueprint | undefined;
  /** Newest first. */
  versions(id: string): PublishedVersion[];
  version(id: string, version: number): (PublishedVersion & { blueprint: Blueprint }) | undefined;
  /** The newest kept version of each built-in blueprint that connectors were made from. */
  keptBuiltIns(): ReadonlyMap<string, { version: number; blueprint: Blueprint }>;
};

export type BlueprintWrites = {
  find(id: string): Promise<StoredBlueprint | undefined>;
  /** @returns undefined when the id is taken */
  insert(blueprint: StoredBlueprint): Promise<StoredBlueprint | undefined>;
  /** Replaces all of it. @returns undefined when it changed meanwhile */
  replace(blueprint: StoredBlueprint): Promise<StoredBlueprint | undefined>;
  /** Keeps a version for good. */
  freeze(id: string, published: PublishedVersion & { blueprint: Blueprint }): Promise<void>;
  /** Takes its versions along. Numbers of versions go on if the id is used again. */
  remove(id: string): Promise<void>;
};

export type BlueprintPorts = {
  blueprints: BlueprintReads;
  transaction: Transaction<{ blueprints: BlueprintWrites }>;
  settings: SettingReads;
  /** Epoch milliseconds. */
  now(): number;
};
