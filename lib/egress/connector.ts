import '#server-only';
import { isIPv6, type LookupFunction, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { buildConnector } from 'undici';
import { illegalArgument } from '#lib/errors.ts';
import { canonicalAddress } from './addresses.ts';

/** Where sockets of one pool go, and how. */
export type SocketTarget = {
  secure: boolean;
  host: string;
  port: number;
  /** The only addresses that a socket may be connected to. */
  addresses: readonly string[];
  skip_ssl_verification: boolean;
  /** Shows a certificate of ours, too. */
  secureContext?: SecureContext;
  /** Sockets at once. */
  max_connection: number;
  /** Milliseconds, TLS handshake included. */
  timeout: number;
};

/** Milliseconds that a new connection took. */
export type ConnectTimings = { connect: number; tls?: number };

export type Connector = buildConnector.connector;

/** Opens sockets to the vetted addresses alone: names are not looked up again, HTTP/2 is not offered, TLS is 1.2 or newer. */
export const systemConnector = ({ addresses, skip_ssl_verification, secureContext, timeout }: SocketTarget): Connector =>
  buildConnector({
    allowH2: false,
    lookup: lookupOf(addresses),
    timeout,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: !skip_ssl_verification,
    ...(secureContext && { secureContext }),
  });

const lookupOf = (addresses: readonly string[]): LookupFunction => {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, { all: wantsAll }, callback) => {
    if (wantsAll) callback(null, all);
    else callback(null, all[0]?.address ?? '', all[0]?.family);
  };
};

/**
 * Lets a new socket through only when the machine at its other end is one of the vetted ones (threats.md EG-3). Nothing has been written
 * to it by then: Node asks no `lookup` for a host that is an address, so this is the check that covers every case.
 * @param connected hears of every socket that passed, with the vetted address it is connected to
 */
export function vettingConnector(
  open: Connector,
  target: SocketTarget,
  connected: (address: string, timings: ConnectTimings) => void,
): Connector {
  const vetted = new Map(target.addresses.map((address) => [canonicalAddress(address), address]));
  return (options, callback) => {
    const started = performance.now();
    let reached: number | undefined;
    // Typed as returning nothing, but the socket is what it returns; a stand-in may return nothing.
    const socket = open(options, (...outcome) => {
      const [error, opened] = outcome;
      if (error) return callback(error, null);
      const peer = vetted.get(canonicalAddress(opened.remoteAddress ?? ''));
      if (peer === undefined) {
        opened.destroy();
        return callback(illegalArgument(`Failed to connect to remote host: ${target.host}`), null);
      }
      const now = performance.now();
      connected(
        peer,
        target.secure ? { connect: (reached ?? now) - started, tls: now - (reached ?? started) } : { connect: now - started },
      );
      callback(null, opened);
    }) as Socket | undefined;
    socket?.once('connect', () => {
      reached = performance.now();
    });
  };
}
