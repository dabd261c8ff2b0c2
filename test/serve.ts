import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { Caller, Role } from '#lib/access/caller.ts';
import { makeBatchesAtWork } from '#lib/batches/batch-runner.ts';
import { makeIdentityMemory } from '#lib/identity/memory.ts';
import { makeLog } from '#lib/log.ts';
import { makeHandle } from '#lib/rest/handle.ts';
import type { Authenticated, EdgePorts } from '#lib/rest/ports.ts';
import type { Route } from '#lib/rest/route.ts';
import { routesOf } from '#lib/rest/routes.ts';
import { openRing } from '#lib/sealing/open-ring.ts';
import { type Opened, type Studio, wire } from '#lib/studio.ts';
import { type FreshStore, freshStore } from './fresh-store.ts';
import { type Listening, listen } from './listen.ts';

/** A caller whose role is as named; the name is the id. */
export const aCaller = (username: string, role: Role = 'all_access', backend_roles: string[] = []): Caller => ({
  id: username,
  username,
  role,
  backend_roles,
});

/** Who stands behind an `Authorization` header or a `Cookie` in these tests: `Basic admin`, `Bearer reader`, `studio_session=writer`. */
const callers = new Map(
  [aCaller('admin'), aCaller('writer', 'ml_full_access'), aCaller('reader', 'ml_read_access')].map((who) => [who.id, who]),
);

export const authenticate: EdgePorts['authenticate'] = ({ headers }): Authenticated | undefined => {
  const [scheme = '', name = ''] = headers.get('authorization')?.split(' ') ?? [];
  const cookie = /studio_session=(\w+)/.exec(headers.get('cookie') ?? '')?.[1];
  const caller = callers.get(name) ?? callers.get(cookie ?? '');
  return caller && { caller, via: name ? (scheme.toLowerCase() as 'basic' | 'bearer') : 'session' };
};

export type Served = Listening & { studio: Studio; store: FreshStore; lines: string[] };

type Options = {
  nodeSettings?: Studio['ports']['nodeSettings'];
  edge?: Partial<EdgePorts>;
  routes?: Route[];
  /** Callers are the users of the store, by their passwords, sessions and tokens. */
  hasRealUsers?: boolean;
};

/** The whole server but for its pages: a real database, the real route table (or `routes`), Node's own listener on a free port. */
export async function serve({ nodeSettings = new Map(), edge, routes, hasRealUsers }: Options = {}): Promise<Served> {
  const store = freshStore();
  const lines: string[] = [];
  const life: Opened['life'] = { isStopping: false, listening: undefined };
  const studio = await openOrClose(store, nodeSettings, lines, life);
  const handle = makeHandle(routes ?? routesOf(studio.ports), { ...studio.edge, ...(!hasRealUsers && { authenticate }), ...edge });
  const server = await listen(handle);
  life.listening = { host: '127.0.0.1', port: server.port };
  return {
    ...server,
    studio,
    store,
    lines,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await store.close();
    },
  };
}

async function openOrClose(...given: Parameters<typeof open>): Promise<Studio> {
  try {
    return open(...given);
  } catch (thrown) {
    await given[0].close();
    throw thrown;
  }
}

function open(store: FreshStore, nodeSettings: Studio['ports']['nodeSettings'], lines: string[], life: Opened['life']): Studio {
  const to = new PassThrough().on('data', (line) => lines.push(String(line)));
  const config = {
    host: '127.0.0.1',
    port: 0,
    data_dir: store.folder,
    sealing: {},
    administrator: undefined,
    node_settings: new Map([...nodeSettings].map(([key, value]) => [key, typeof value === 'string' ? value : [...value]])),
    origins: undefined,
    log_level: 'info' as const,
  };
  const sealing = openRing({}, path.join(store.folder, 'sealing.key'), { registered: [], used: [] });
  const data = { path: store.folder, file: (name: string) => path.join(store.folder, name), release: () => undefined };
  return wire({
    config,
    log: makeLog('info', to),
    data,
    store,
    sealing,
    identity: makeIdentityMemory(),
    life,
    failing: new Map(),
    batchesAtWork: makeBatchesAtWork(),
  });
}
