import type { Role } from '#lib/access/caller.ts';
import type { UserState } from '#lib/access/user-states.ts';

export const roleWords: Record<Role, { label: string; description: string }> = {
  ml_read_access: { label: 'ml_read_access', description: 'Reads connectors, models and blueprints, and tries them without sending.' },
  ml_full_access: {
    label: 'ml_full_access',
    description: 'Reads, makes and changes connectors, models and blueprints, and sends predictions.',
  },
  all_access: { label: 'all_access', description: 'Administers: sees everything, changes settings and users.' },
};

export const stateWords: Record<UserState, string> = { active: 'Active', invited: 'Invited', disabled: 'Disabled' };
