import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import { actionUrls } from './action-urls.ts';
import type { Connector } from './connector.ts';

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** Where a URL leads, as text that can be compared: scheme, host and port. What is no URL leads to itself. */
export function originOf(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\\]*)/i.exec(url);
  if (!match) return url;
  const scheme = (match[1] ?? '').toLowerCase();
  const [, host = '', port = defaultPorts[scheme] ?? ''] = /^(.*?)(?::(\d+))?$/.exec((match[2] ?? '').toLowerCase()) ?? [];
  return `${scheme}://${host}:${port}`;
}

/** The URLs that a connector calls, with its own parameters filled in. */
export const destinationUrls = ({ actions, parameters, url }: Connector): string[] =>
  url === undefined ? actionUrls(actions ?? [], parameters) : [url];

/** Host (and a port, when it is written) of the first action, for lists; empty when there is none. */
export function hostOf(connector: Connector): string {
  const [first = ''] = destinationUrls(connector);
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)/i.exec(first)?.[1]?.toLowerCase() ?? '';
}

/** Every header that carries a credential field, as "name: field". */
function credentialPlaces({ actions, headers }: Connector): Set<string> {
  const all = [...(actions ?? []).map((action) => action.headers ?? {}), headers ?? {}];
  const places = all
    .flatMap((one) => Object.entries(one))
    .flatMap(([name, value]) => findPlaceholders(value, 'credential').map((found) => `${name.toLowerCase()}: ${found.name}`));
  return new Set(places);
}

const isWithin = (some: Iterable<string>, all: ReadonlySet<string>) => [...some].every((item) => all.has(item));

/**
 * Whether a changed connector would send its credential somewhere new (threats.md C-12): a new host, scheme, port or protocol, another
 * header, or without checking certificates.
 */
export function changesDestination(before: Connector, after: Connector): boolean {
  const origins = new Set(destinationUrls(before).map(originOf));
  return (
    before.protocol !== after.protocol ||
    !isWithin(destinationUrls(after).map(originOf), origins) ||
    !isWithin(credentialPlaces(after), credentialPlaces(before)) ||
    (after.client_config?.skip_ssl_verification === true && before.client_config?.skip_ssl_verification !== true)
  );
}
