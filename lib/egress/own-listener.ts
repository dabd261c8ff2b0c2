import '#server-only';
import { networkInterfaces } from 'node:os';
import { canonicalAddress, parseAddress } from './addresses.ts';

export type Listening = { host: string; port: number };

/**
 * Whether an address is where this server itself listens: a connector may not call its own studio (threats.md S-151).
 * @param listening undefined until it does
 */
export function makeIsOwn(listening: () => Listening | undefined): (address: string, port: number) => boolean {
  return (address, port) => {
    const own = listening();
    if (own?.port !== port) return false;
    const canonical = canonicalAddress(address);
    const listens = parseAddress(own.host) ? canonicalAddress(own.host) : undefined;
    // A name, or the address that stands for all: any address of this machine may be it.
    const isAll = listens === undefined || listens === '0.0.0.0' || listens === '0:0:0:0:0:0:0:0';
    return isAll ? isLocal(canonical) : canonical === listens;
  };
}

const isLocal = (canonical: string) =>
  canonical.startsWith('127.') ||
  canonical === '0:0:0:0:0:0:0:1' ||
  Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => canonicalAddress(address.replace(/%.*$/, '')) === canonical));
