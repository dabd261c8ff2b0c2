export const roles = ['ml_read_access', 'ml_full_access', 'all_access'] as const;
export type Role = (typeof roles)[number];

/** Who asks: what every operation gets as its first argument. Read from the database per request. */
export type Caller = { id: string; username: string; role: Role; backend_roles: string[] };
