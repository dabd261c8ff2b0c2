import '#server-only';
import { timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import { StudioError } from '#lib/errors.ts';
import type { NewUser, UserRow } from '#lib/store/account-store.ts';
import type { IdentityPorts } from './ports.ts';
import { digest, newSecretToken } from './secret-token.ts';

export type SetUp = ReturnType<typeof makeSetUp>;

const closed = () => new StudioError('security_exception', 403, 'The studio is set up already. Sign in.');
const wrongToken = () =>
  new StudioError('security_exception', 401, 'This set-up link is not valid. Open the one that the start-up log printed last.');

/**
 * The first administrator. Who holds the token, printed in the start-up log and kept in `tokenFile`, makes it; then the door closes for
 * good (threats.md A-06).
 */
export function makeSetUp({ accounts, passwords, now, newId }: IdentityPorts, tokenFile: string) {
  const readToken = (): string | undefined => {
    try {
      const token = fs.readFileSync(/*turbopackIgnore: true*/ tokenFile, 'utf8').trim();
      return /^[\w-]{43}$/.test(token) ? token : undefined;
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
      throw thrown;
    }
  };
  const removeToken = () => fs.rmSync(/*turbopackIgnore: true*/ tokenFile, { force: true });

  const create = async (username: string, password: string): Promise<boolean> => {
    const user: NewUser = {
      id: newId(),
      username,
      password: await passwords.hash(password),
      role: 'all_access',
      backend_roles: [],
      created_at: now(),
    };
    const isFirst = await accounts.createFirstUser(user);
    removeToken();
    return isFirst;
  };

  /** @throws StudioError 403 once a user exists, 401 for a wrong token */
  const assertToken = (sent: string): void => {
    if (accounts.hasUsers()) throw closed();
    const token = readToken();
    // Compared by digest: equal lengths, and no time that tells how much was right.
    if (!token || !timingSafeEqual(Buffer.from(digest(sent)), Buffer.from(digest(token)))) throw wrongToken();
  };

  return {
    isOpen: () => !accounts.hasUsers(),
    /**
     * Run at start: makes the administrator of the environment, else the token for the link. Both do nothing once a user exists.
     * @returns the token to print, if the studio waits for its set-up
     */
    async prepare(administrator: { username: string; password: string } | undefined): Promise<string | undefined> {
      if (accounts.hasUsers()) {
        removeToken();
        return undefined;
      }
      if (administrator) {
        await create(administrator.username, administrator.password);
        return undefined;
      }
      const kept = readToken();
      if (kept) return kept; // the link in an older log still works after a restart
      const token = newSecretToken();
      removeToken();
      fs.writeFileSync(/*turbopackIgnore: true*/ tokenFile, `${token}\n`, { mode: 0o600, flag: 'wx' });
      return token;
    },
    assertToken,
    /**
     * @returns the new administrator, for a first session
     * @throws StudioError as `assertToken`; 403 when somebody else was faster
     */
    async run({ token, username, password }: { token: string; username: string; password: string }): Promise<UserRow> {
      assertToken(token);
      const isFirst = await create(username, password);
      const user = accounts.userByName(username);
      if (!isFirst || !user) throw closed();
      return user;
    },
  };
}
