import { illegalArgument } from '#lib/errors.ts';
import { assertTrusted } from '#lib/settings/trusted-endpoints.ts';
import { isMcpProtocol } from './build-connector.ts';
import type { Connector } from './connector.ts';
import { destinationUrls } from './destination.ts';

/**
 * Every address of a connector, filled with its own parameters, against the trusted endpoints. At save this is all that is judged
 * (threats.md EG-2).
 * @throws StudioError 400 (connector-model.md §5.3)
 */
export function assertDestinationsTrusted(connector: Connector, trusted: readonly string[]): void {
  if (!isMcpProtocol(connector.protocol) && !connector.actions) throw illegalArgument('No actions configured for this connector');
  if (isMcpProtocol(connector.protocol) && trusted.length === 0) {
    throw illegalArgument('Connector URL is not matching the trusted connector endpoint regex');
  }
  for (const url of destinationUrls(connector)) assertTrusted(url, trusted);
}
