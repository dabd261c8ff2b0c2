import type { ChangeKind } from './change-schema.ts';

/** A stored state of an object: what a change made of it. Times are epoch milliseconds. */
export type StoredChange = {
  kind: ChangeKind;
  object_id: string;
  version: number;
  at: number;
  by: string | null;
  name: string;
  /** JSON list of paths; null where they are not stored. */
  changed: string | null;
  note: string | null;
};

/** Where a change stands in the order of the list. */
export type ChangePosition = Pick<StoredChange, 'at' | 'kind' | 'object_id' | 'version'>;

export type ChangeScan = {
  from: number;
  to: number;
  dir: 'older' | 'newer';
  /** Changes beyond it; absent: from the end. */
  position: ChangePosition | undefined;
  most: number;
};

export type ChangeReads = {
  /** In the order of `dir`: by time, then kind, object and version. */
  scan(scan: ChangeScan): StoredChange[];
  /** JSON texts; `before` is undefined where no earlier state is kept. */
  find(key: Omit<ChangePosition, 'at'>): (StoredChange & { after: string; before: string | undefined }) | undefined;
};

export type ChangePorts = { changes: ChangeReads /** Lets others take their turn. */; breathe(): Promise<unknown> };
