import '#server-only';
import { promises as dns } from 'node:dns';
import { StartError } from '#lib/start-error.ts';
import { isLoopbackName } from './addresses.ts';

/** All addresses of a name, both families; empty when there are none. Throws when it cannot be known. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * @param servers name servers (`192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`) of the setting studio.egress.dns_servers; empty = the
 *   system's own way, hosts file included
 * @throws StartError for what is no address of a server
 */
export const makeResolve = (servers: readonly string[]): Resolve =>
  shared(servers.length === 0 ? atMost(lookupsAtOnce, askSystem) : askServers(servers));

/** Attempts that ask for a name while it is being looked up get the answer of that same lookup; nothing is kept beyond it. */
function shared(resolve: Resolve): Resolve {
  const running = new Map<string, Promise<readonly string[]>>();
  return (host) => {
    const known = running.get(host);
    if (known) return known;
    const lookup = resolve(host).finally(() => running.delete(host));
    running.set(host, lookup);
    return lookup;
  };
}

/**
 * The system's look-up holds a thread of a pool of 16 (scripts/run.mjs) for as long as a name server keeps silent. Reading files and
 * checking passwords need that pool too.
 */
const lookupsAtOnce = 10;

/** Lets that many names be asked for at once; the others wait in order. */
export function atMost(limit: number, resolve: Resolve): Resolve {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (host) => {
    if (running < limit) running++;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await resolve(host);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

async function askSystem(host: string): Promise<readonly string[]> {
  // Both families whatever this machine can reach: one bad answer refuses the lot.
  const found = await dns.lookup(host, { all: true, order: 'verbatim' });
  return found.map(({ address }) => address);
}

const noSuchAnswer = new Set(['ENODATA', 'ENOTFOUND']);

function askServers(servers: readonly string[]): Resolve {
  const resolver = new dns.Resolver({ timeout: 2000, tries: 2 });
  try {
    resolver.setServers(servers);
  } catch (cause) {
    throw new StartError(`studio.egress.dns_servers holds something other than addresses of name servers: ${servers.join(', ')}`, {
      cause,
    });
  }
  return async (host) => {
    if (isLoopbackName(host)) return ['127.0.0.1', '::1'];
    const families = [resolver.resolve4(host), resolver.resolve6(host)].map((answers) =>
      answers.catch((thrown: unknown) => {
        if (thrown instanceof Error && 'code' in thrown && noSuchAnswer.has(String(thrown.code))) return [];
        throw thrown; // an answer that is missing may be the bad one
      }),
    );
    return (await Promise.all(families)).flat();
  };
}
