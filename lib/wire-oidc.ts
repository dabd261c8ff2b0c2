import '#server-only';
import { makeEgress } from './egress/egress.ts';
import { makeIsOwn } from './egress/own-listener.ts';
import { makeProviderFetch } from './egress/provider-fetch.ts';
import { makeResolve } from './egress/resolve.ts';
import type { ProviderFetch } from './identity/oidc.ts';
import { type OidcConfig, readOidc } from './identity/oidc-config.ts';
import type { Resources } from './resources.ts';

type Opened = Pick<Resources, 'config' | 'store' | 'life'>;

const limits = { max_calls: 32, max_queue: 128, response_max_bytes: 1024 * 1024 };
const ownMachine = '^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?/.*$';

/** The sign-in provider, with a way to it of its own. @returns undefined where none is configured */
export function wireOidc(
  { config, store, life }: Opened,
  dnsServers: () => readonly string[],
): { config: OidcConfig; fetch: ProviderFetch } | undefined {
  const origin = config.origins?.[0] ?? `http://${config.host}:${config.port}`;
  const oidc = readOidc(config.node_settings, origin);
  if (!oidc) return undefined;
  const egress = makeEgress({ resolve: makeResolve(dnsServers()), isOwn: makeIsOwn(() => life.listening), limits: () => limits });
  store.beforeClose.add(() => egress.close());
  return { config: oidc, fetch: makeProviderFetch(egress, oidc.issuer.protocol === 'http:' ? ownMachine : undefined) };
}
