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

type Visibility = Pick<ModelGroup, 'access' | 'backend_roles' | 'owner'>;

/** A group without models. */
export const newGroup = (
  { name, description }: { name: string; description?: string | undefined },
  visibility: Visibility,
  time: number,
): ModelGroup =>
  groupInPrintedOrder({
    name,
    latest_version: 0,
    ...(description !== undefined && { description }),
    ...visibility,
    created_time: time,
    last_updated_time: time,
  });

/** The same group with its members in printed order; an empty list of roles is not printed. */
export const groupInPrintedOrder = ({ name, latest_version, description, backend_roles, owner, ...rest }: ModelGroup): ModelGroup => ({
  name,
  latest_version,
  ...(description !== undefined && { description }),
  ...(backend_roles?.length && { backend_roles }),
  ...(owner && { owner }),
  ...rest,
});
