import type { Resolver } from 'react-hook-form';

export type Account = { username: string; password: string };

/** Checks with the schema that the server uses. It is loaded with the first check, because it weighs as much as the page. */
export const accountResolver: Resolver<Account> = async (values, context, options) => {
  const [{ zodResolver }, { z }, { Username, Password }] = await Promise.all([
    import('@hookform/resolvers/zod'),
    import('zod'),
    import('#lib/access/account-schema.ts'),
  ]);
  return zodResolver(z.object({ username: Username, password: Password }))(values, context, options);
};
