/** Which names this server answers to, and which pages may change things (threats.md W-08, §8). */
export type Origins = {
  isKnownHost(host: string | null): boolean;
  /** @param host of the same request, already known */
  isOwnOrigin(origin: string, host: string | null): boolean;
  /** Some origin is https: browsers are told to stay with it. */
  isSecure: boolean;
};

const thisMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * @param listed of `STUDIO_ORIGINS`, as browsers write an origin; undefined stands for this machine over http, on any port. Another port
 *   of this machine is another program, so there the page must also come from the host that is asked.
 */
export function readOrigins(listed: readonly string[] | undefined): Origins {
  if (!listed) {
    return {
      isKnownHost: (host) => host !== null && thisMachine.test(host),
      isOwnOrigin: (origin, host) => host !== null && thisMachine.test(host) && origin.toLowerCase() === `http://${host.toLowerCase()}`,
      isSecure: false,
    };
  }
  const hosts = new Set(listed.flatMap((origin) => hostsOf(new URL(origin))));
  return {
    isKnownHost: (host) => host !== null && hosts.has(host.toLowerCase()),
    isOwnOrigin: (origin) => listed.includes(origin),
    isSecure: listed.some((origin) => origin.startsWith('https:')),
  };
}

/** A client may name the default port or leave it out. */
const hostsOf = ({ host, protocol, port }: URL): string[] => (port ? [host] : [host, `${host}:${protocol === 'https:' ? 443 : 80}`]);
