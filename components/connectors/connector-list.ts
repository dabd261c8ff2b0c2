import type { ListDefaults } from '#components/ui/list-state.ts';

/** How the list is sorted when nobody asked, and what it can be filtered by. */
export const listDefaults = {
  sort: 'last_updated_time',
  dir: 'desc',
  filters: ['provider', 'protocol', 'state', 'access'],
} as const satisfies ListDefaults;
