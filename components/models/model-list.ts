import type { ListDefaults } from '#components/ui/list-state.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import { statesOf } from './model-state.ts';

/** How the list is sorted when nobody asked, and what it can be filtered by. */
export const modelDefaults: ListDefaults = { sort: 'last_updated_time', dir: 'desc', filters: ['state', 'connector', 'source'] };

/** The query for the server: the address has our words for states. */
export const serverQuery = (query: ListQuery): ListQuery => ({ ...query, state: statesOf([query.state ?? []].flat().map(String)) });
