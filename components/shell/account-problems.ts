export type Account = { username: string; password: string };
export type AccountProblems = Partial<Record<keyof Account, string>>;

/** Checks with the schema that the server uses. It is loaded with the first check, because it weighs as much as the page. */
export async function accountProblems(account: Account): Promise<AccountProblems> {
  const { Username, Password } = await import('#lib/access/account-schema.ts');
  return {
    username: Username.safeParse(account.username).error?.issues[0]?.message,
    password: Password.safeParse(account.password).error?.issues[0]?.message,
  };
}
