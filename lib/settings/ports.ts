import type { Transaction } from '#lib/connectors/ports.ts';
import type { TrustPolicy } from '#lib/predict/ports.ts';
import type { SettingScope, SettingValues, StoredSettings } from './setting.ts';

/** What is in force at this moment. A key may leave out `plugins.ml_commons.`; one that nobody registered, or of another type, is a bug. */
export type EffectiveSettings = {
  flag(key: string): boolean;
  /** Integers and floats; sizes in bytes. */
  number(key: string): number;
  text(key: string): string;
  list(key: string): readonly string[];
  /** What decides about the addresses of connectors. */
  trustPolicy(): TrustPolicy;
};

export type SettingStore = {
  read(): Promise<StoredSettings>;
  /** Writes a whole section and counts the change. */
  replace(scope: SettingScope, values: SettingValues): Promise<void>;
  /** Keeps what a change made, and lets the oldest go. */
  keepVersion(version: SettingsVersion): Promise<void>;
};

export type Sections = Record<SettingScope, SettingValues>;

/** A change of the settings. */
export type SettingsVersion = {
  /** The `_seq_no` that it led to. */
  version: number;
  /** Epoch milliseconds. */
  at: number;
  /** Name of the account. */
  by: string;
  before: Sections;
  after: Sections;
};

export type ClusterSettingsPorts = {
  clusterSettings: {
    /** What is committed, in one look. */
    read(): StoredSettings;
    transaction: Transaction<SettingStore>;
  };
  now(): number;
  /** Settings of the node's file, already judged. */
  nodeSettings: SettingValues;
};
