export const userStates = ['active', 'invited', 'disabled'] as const;
export type UserState = (typeof userStates)[number];
