import type { UserLimits } from '#lib/client/models.ts';
import type { RateLimiter } from '#lib/models/model.ts';
import { limitProblem } from './limit-words.ts';

export type LimitDraft = { limit: string; unit: string };
export type UserRow = LimitDraft & { id: number; user: string };

export const rowsOfUsers = (limits: UserLimits): UserRow[] =>
  Object.entries(limits).map(([user, { limit = '', unit = 'MINUTES' }], id) => ({ id, user, limit, unit }));

const isSame = (one: RateLimiter | undefined, other: RateLimiter | undefined) => one?.limit === other?.limit && one?.unit === other?.unit;

/** The model's limit as it has to be sent; undefined when it stays as it is. */
export function modelLimitOf({ limit, unit }: LimitDraft, kept: RateLimiter | undefined): RateLimiter | undefined {
  const next = limit.trim() === '' ? undefined : { limit: limit.trim(), unit };
  return next === undefined || isSame(next, kept) ? undefined : next;
}

/** The limits of all users as they have to be sent; undefined when they stay as they are. */
export function userLimitsOf(rows: readonly UserRow[], kept: UserLimits): UserLimits | undefined {
  // Entries, because a user may be called __proto__.
  const next: UserLimits = Object.fromEntries(rows.map(({ user, limit, unit }) => [user.trim(), { limit: limit.trim(), unit }]));
  const names = Object.keys(next);
  const isUnchanged =
    names.length === Object.keys(kept).length && names.every((name) => Object.hasOwn(kept, name) && isSame(next[name], kept[name]));
  return isUnchanged ? undefined : next;
}

type Limits = { limit: LimitDraft; rows: readonly UserRow[]; hadLimit: boolean };

export function limitsProblems({ limit: { limit }, rows, hadLimit }: Limits): { message: string; field: string }[] {
  const own = limit.trim() === '' && !hadLimit ? undefined : limitProblem(limit);
  const names = rows.map(({ user }) => user.trim());
  return [
    ...(own ? [{ message: `All together: ${own}`, field: 'limit' }] : []),
    ...rows.flatMap(({ id, limit: calls }, place) => {
      const name = names[place] ?? '';
      const wrongName =
        name === '' ? 'Enter a user name, or remove this row.' : names.indexOf(name) < place ? 'This user has a limit above.' : undefined;
      const wrongLimit = limitProblem(calls);
      return [
        ...(wrongName ? [{ message: `User ${place + 1}: ${wrongName}`, field: `user-${id}` }] : []),
        ...(wrongLimit ? [{ message: `User ${place + 1}: ${wrongLimit}`, field: `user-limit-${id}` }] : []),
      ];
    }),
  ];
}
