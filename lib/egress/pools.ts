import '#server-only';
import { Pool } from 'undici';
import { type Connector, type ConnectTimings, type SocketTarget, vettingConnector } from './connector.ts';

/** Sockets of one connector to one address. */
export type SocketPool = {
  readonly dispatcher: Pool;
  /** Timings of the newest connection, until the request that it was made for has taken them. */
  fresh: ConnectTimings | undefined;
};

/** Whose sockets, and what they were opened for: objects that are others as soon as connector or settings change. */
export type PoolOwner = { connector_id: string; basis: readonly unknown[] };

export type Pools = {
  find(owner: PoolOwner, target: SocketTarget): SocketPool;
  /** A pool that nobody else finds, until it is closed. */
  openOnce(target: SocketTarget): { pool: SocketPool; close(): void };
  /** Closes the sockets of one connector, or all: at once where they are idle, else when they have finished. */
  drop(connectorId?: string): void;
  close(): Promise<void>;
};

/** Milliseconds; a service that closes sooner says so in `Keep-Alive`. */
const idleLimit = 30_000;
/** Bytes (threats.md B-08). */
const largestHeaders = 16 * 1024;

/** Beyond this many, pools without an open socket go. */
const mostPools = 500;

type Entry = SocketPool & PoolOwner & { key: string; isClosed: boolean };

/**
 * Pools by connector, origin, TLS options and vetted address (threats.md EG-6): no socket serves two connectors, and none outlives the
 * verdict on its address, because a request only finds pools of addresses that were vetted for it.
 * @param connectorOf opens sockets; tests give their own
 */
export function makePools(connectorOf: (target: SocketTarget) => Connector): Pools {
  const byKey = new Map<string, Entry>();
  const remove = (entry: Entry) => {
    if (entry.isClosed) return;
    entry.isClosed = true;
    if (byKey.get(entry.key) === entry) byKey.delete(entry.key);
    void entry.dispatcher.close();
  };
  const dropIdle = () => {
    for (const entry of [...byKey.values()]) if (isIdle(entry)) remove(entry);
  };
  const current = (key: string, { basis }: PoolOwner): Entry | undefined => {
    const known = byKey.get(key);
    if (!known || known.basis.every((part, at) => part === basis[at])) return known;
    remove(known);
    return undefined;
  };
  let passing = 0;
  const openOnce: Pools['openOnce'] = (target) => {
    passing += 1;
    const pool = open({ owner: { connector_id: '', basis: [] }, prefix: `${passing} once `, key: `${passing} once`, target });
    return { pool, close: () => remove(pool) };
  };
  const find = (owner: PoolOwner, target: SocketTarget): SocketPool => {
    const prefix = prefixOf(owner.connector_id, target);
    for (const address of target.addresses) {
      const known = current(prefix + address, owner);
      if (known) return known;
    }
    const key = `${prefix}?${target.addresses.join()}`;
    return current(key, owner) ?? open({ owner, prefix, key, target });
  };
  const open = ({ owner, prefix, key, target }: { owner: PoolOwner; prefix: string; key: string; target: SocketTarget }): Entry => {
    // Until the first socket has shown which address answers, the pool belongs to the whole set; from then on to that address.
    let bound: Connector | undefined;
    let unbound: Connector | undefined;
    const settle = (address: string, timings: ConnectTimings) => {
      entry.fresh = timings;
      if (bound || entry.isClosed) return;
      bound = vettingConnector(connectorOf({ ...target, addresses: [address] }), { ...target, addresses: [address] }, settle);
      byKey.delete(entry.key);
      entry.key = prefix + address;
      byKey.set(entry.key, entry);
    };
    const connect: Connector = (options, callback) => {
      unbound ??= vettingConnector(connectorOf(target), target, settle);
      (bound ?? unbound)(options, callback);
    };
    const entry: Entry = { ...owner, key, isClosed: false, fresh: undefined, dispatcher: newPool(target, connect) };
    // An address that stops answering is not asked again before the name was looked up anew.
    entry.dispatcher.on('connectionError', () => remove(entry));
    if (byKey.size >= mostPools) dropIdle(); // before this one is there, which is idle too
    byKey.set(key, entry);
    return entry;
  };
  return {
    find,
    openOnce,
    drop(connectorId) {
      for (const entry of [...byKey.values()]) if (connectorId === undefined || entry.connector_id === connectorId) remove(entry);
    },
    async close() {
      const all = [...byKey.values()];
      byKey.clear();
      await Promise.all(all.map(({ dispatcher }) => dispatcher.destroy()));
    },
  };
}

function prefixOf(connectorId: string, { secure, host, port, skip_ssl_verification, max_connection, timeout }: SocketTarget): string {
  const verified = skip_ssl_verification ? 'unverified' : 'verified';
  return `${connectorId} ${secure ? 'https' : 'http'}://${host.toLowerCase()}:${port} ${verified} ${max_connection} ${timeout} `;
}

/** No open socket, and nobody waits for one. */
const isIdle = ({ dispatcher }: Entry) => dispatcher.stats.connected === 0 && dispatcher.stats.size === 0;

const newPool = ({ secure, host, port, max_connection }: SocketTarget, connect: Connector) =>
  new Pool(`${secure ? 'https' : 'http'}://${host}:${port}`, {
    connect,
    allowH2: false,
    connections: max_connection,
    pipelining: 1,
    keepAliveTimeout: idleLimit,
    maxHeaderSize: largestHeaders,
  });
