export type SettingType = 'boolean' | 'integer' | 'long' | 'float' | 'bytes' | 'text' | 'list' | 'patterns';

export const settingGroups = [
  'Trusted endpoints',
  'Private addresses',
  'Access control',
  'Features',
  'Nodes',
  'Batch predictions',
  'Limits',
  'History and audit',
  'Sign-in',
  'Local models',
  'Agents and memory',
  'Storage',
] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** As OpenSearch keeps it: text, or a list of texts. A list setting may also be kept as one text with commas. */
export type SettingValue = string | readonly string[];

export type Setting = {
  key: string;
  type: SettingType;
  /** As OpenSearch prints it. */
  default: SettingValue;
  /** `dynamic` is changed through `_cluster/settings`; `static` and `final` stand in the node's file only. */
  update: 'dynamic' | 'static' | 'final';
  /** Of integer, long and float, and of bytes in bytes. */
  min?: number;
  max?: number;
  /** First release of ML Commons, or of the studio, that knows the key. */
  since: string;
  group: SettingGroup;
  /** What a person calls it. */
  title: string;
  /** One plain sentence. */
  description: string;
  /** Kept and answered for clients of ML Commons; nothing in the studio acts on it. */
  isInert?: true;
  /** Of those, what people look for among the settings that act, because tutorials name it. */
  isSought?: true;
};

/** Key → value of one section, or of the node's file. */
export type SettingValues = ReadonlyMap<string, SettingValue>;

export const settingScopes = ['persistent', 'transient'] as const;
export type SettingScope = (typeof settingScopes)[number];

export type StoredSettings = Readonly<Record<SettingScope, SettingValues>> & {
  /** Grows by one with every change. */
  seq_no: number;
};

export const mlCommons = 'plugins.ml_commons.';
