import { illegalArgument } from '#lib/errors.ts';
import { originOf } from '../destination.ts';

/**
 * Where a reference leads from an address, both kept as they are written: another path on the same host, or an address on it.
 * @throws StudioError 400 for one that leads to another host: the credential goes along
 */
export function mcpAddress(base: string, reference: string): string {
  const [, origin = '', path = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#\\]*)([^?#]*)/i.exec(base) ?? [];
  if (reference === '') return base;
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(reference) || /[\\\s]/.test(reference)) return sameHost(base, reference);
  if (reference.startsWith('/')) return origin + reference;
  return `${origin}${path.slice(0, path.lastIndexOf('/') + 1) || '/'}${reference}`;
}

function sameHost(base: string, address: string): string {
  if (/^https?:\/\//i.test(address) && originOf(address) === originOf(base)) return address;
  throw illegalArgument('An endpoint of an MCP server must be on the host of its URL');
}
