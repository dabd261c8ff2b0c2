import '#server-only';

/** Over https the prefix keeps other hosts of the domain from planting a cookie; not every browser takes Secure from plain http. */
const secureName = '__Host-studio_session';
const plainName = 'studio_session';

/** @returns the tokens that a request may carry; plain http is only looked at where the studio is reached that way */
export function readSessionToken(cookies: string | null, { allowsHttp }: { allowsHttp: boolean }): string | undefined {
  if (cookies === null) return undefined;
  const find = (name: string) => {
    const start = `${name}=`;
    const pair = cookies.split(';').find((part) => part.trim().startsWith(start));
    const value = pair?.trim().slice(start.length);
    return value && /^[\w-]{43}$/.test(value) ? value : undefined;
  };
  return find(secureName) ?? (allowsHttp ? find(plainName) : undefined);
}

/** @returns a `Set-Cookie` value; it lasts as long as the browser's session, the server decides when it ends */
export const sessionCookie = (token: string, isSecure: boolean) =>
  isSecure ? `${secureName}=${token}; Path=/; HttpOnly; SameSite=Lax; Secure` : `${plainName}=${token}; Path=/; HttpOnly; SameSite=Lax`;

export const expiredCookie = (isSecure: boolean) => `${sessionCookie('', isSecure)}; Max-Age=0`;
