import type { SealedCredential } from '#lib/predict/ports.ts';
import type { Connector } from './connector.ts';

/** A document as OpenSearch counts it. */
export type Written = { id: string; seq_no: number; version: number };

export type StoredConnector = Written & {
  connector: Connector;
  /** Account that created it; null without access control and in old data. */
  owner_id: string | null;
  blueprint_id: string | null;
  /** Of the blueprint, when the connector was made from it; 0 for a draft. */
  blueprint_version: number | null;
};

/** A credential field without its value. `is_set` is false for an empty value and for the field's own name in angle brackets. */
export type CredentialKey = { name: string; is_set: boolean; set_at: number; set_by: string };

/** Credential fields on their way into the store: which of the sealed fields are new, and which of those count as not set. */
export type CredentialWrite = {
  sealed: SealedCredential;
  names: readonly string[];
  unset: readonly string[];
  set_by: string;
  set_at: number;
};

export type ConnectorReads = {
  /** False until the first connector was ever stored: OpenSearch then has no index yet, and other texts. */
  everStored(): Promise<boolean>;
  find(id: string): Promise<StoredConnector | undefined>;
  credentialKeys(id: string): Promise<CredentialKey[]>;
  sealedCredential(id: string): Promise<SealedCredential | undefined>;
};

export type ConnectorWrites = ConnectorReads & {
  /**
   * @param extras `by` is the name of the account, for the history
   * @returns undefined when the id is taken
   */
  insert(
    id: string,
    connector: Connector,
    extras: { by: string; owner_id?: string; blueprint_id?: string; blueprint_version?: number; credential?: CredentialWrite },
  ): Promise<Written | undefined>;
  /**
   * One statement that also compares the sequence number; what the connector was becomes part of its history.
   * @returns undefined when the connector changed meanwhile
   */
  replace(
    stored: StoredConnector,
    connector: Connector,
    extras: { by: string; credential?: CredentialWrite },
  ): Promise<Written | undefined>;
  /** Takes the credential along. Removing what is not there is no failure: `found` is false and the numbers are a new tombstone's. */
  remove(id: string): Promise<Written & { found: boolean }>;
};

/** Which models use a connector: at most ten ids are needed, as ML Commons looks at one page. */
export type ModelUse = {
  deployedOn(connectorId: string): Promise<string[]>;
  registeredOn(connectorId: string): Promise<string[]>;
};

/** What runs in here is one transaction: its reads see its writes and nobody else's, and a throw takes all of it back. */
export type Transaction<Stores> = <Result>(work: (stores: Stores) => Promise<Result>) => Promise<Result>;

/** Cluster settings by their key without `plugins.ml_commons.`; a value is what is in force at this moment. */
export type SettingReads = { flag(key: string): Promise<boolean>; list(key: string): Promise<readonly string[]> };

export type CredentialSealer = {
  seal(owner: string, values: Readonly<Record<string, string>>): SealedCredential;
  /** Adds and overwrites fields under the same data key. */
  add(sealed: SealedCredential, values: Readonly<Record<string, string>>): SealedCredential;
};

export type ConnectorPorts = {
  connectors: ConnectorReads;
  transaction: Transaction<{ connectors: ConnectorWrites; models: ModelUse }>;
  settings: SettingReads;
  cipher: CredentialSealer;
  /** Epoch milliseconds. */
  now(): number;
  /** 20 URL-safe characters that nobody can guess. */
  newId(): string;
};
