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
};

export type ClusterSettingsPorts = {
  clusterSettings: {
    /** What is committed, in one look. */
    read(): StoredSettings;
    transaction: Transaction<SettingStore>;
  };
  /** Settings of the node's file, already judged. */
  nodeSettings: SettingValues;
};
