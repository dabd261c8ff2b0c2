import type { ListDefaults } from '#components/ui/list-state.ts';

/** How the list is sorted when nobody asked, and what it can be filtered by. */
export const userDefaults: ListDefaults = { sort: 'username', dir: 'asc', filters: ['role', 'state', 'backend_role'] };
