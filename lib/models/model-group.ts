import type { Owner } from '#lib/connectors/connector.ts';

/** A model group as stored and as `GET` returns it, in ML Commons' key order (rest-api.md §6). */
export type ModelGroup = {
  name: string;
  latest_version: number;
  description?: string;
  backend_roles?: string[];
  owner?: Owner;
  access: 'public' | 'private' | 'restricted';
  /** Epoch milliseconds. */
  created_time: number;
  /** Epoch milliseconds. */
  last_updated_time: number;
};
