import '#server-only';

/** Over https the prefix keeps other hosts of the domain from planting a cookie; not every browser takes Secure from plain http. */
const secureName = '__Host-studio_session';
const plainName = 'studio_session';

function findToken(cookies: string | null, name: string): string | undefined {
  const start = `${name}=`;
  const pair = cookies?.split(';').find((part) => part.trim().startsWith(start));
  const value = pair?.trim().slice(start.length);
  return value && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** @returns the token that a request carries; plain http is only looked at where the studio is reached that way */
export const readSessionToken = (cookies: string | null, { allowsHttp }: { allowsHttp: boolean }): string | undefined =>
  findToken(cookies, secureName) ?? (allowsHttp ? findToken(cookies, plainName) : undefined);

/** @returns a `Set-Cookie` value; it lasts as long as the browser's session, the server decides when it ends */
export const sessionCookie = (token: string, isSecure: boolean) =>
  isSecure ? `${secureName}=${token}; Path=/; HttpOnly; SameSite=Lax; Secure` : `${plainName}=${token}; Path=/; HttpOnly; SameSite=Lax`;

const wayName = 'studio_oidc';

/** Binds a sign-in at the provider to the browser that began it; ten minutes. */
export const wayCookie = (token: string, isSecure: boolean) =>
  `${isSecure ? '__Host-' : ''}${wayName}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600${isSecure ? '; Secure' : ''}`;

export const readWayToken = (cookies: string | null, { allowsHttp }: { allowsHttp: boolean }): string | undefined =>
  findToken(cookies, `__Host-${wayName}`) ?? (allowsHttp ? findToken(cookies, wayName) : undefined);

export const expiredCookie = (isSecure: boolean) => `${sessionCookie('', isSecure)}; Max-Age=0`;
