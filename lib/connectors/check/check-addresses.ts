import { type AddressJudge, probeUrl } from '../address.ts';
import { isMcpProtocol } from '../build-connector.ts';
import type { ReadFields } from '../complete-input.ts';
import { urlHoldsSecret } from './looks-like-secret.ts';
import { type Problem, problem } from './problem.ts';

/** The guard's stages `form` to `pin` for every address, with saved parameters filled in (threats.md EG-2). */
export function checkAddresses({ protocol = '', actions = [], parameters = {}, url }: ReadFields, { judge }: AddressJudge): Problem[] {
  const addresses = isMcpProtocol(protocol)
    ? url === undefined || url.trim() === ''
      ? []
      : [{ path: 'url', url }]
    : actions.map((action, index) => ({ path: `actions.${index}.url`, url: action.url }));
  return addresses.flatMap(({ path, url: address }) => {
    const probe = probeUrl(address, parameters);
    const found: Problem[] = [];
    if (probe.openInHost.length > 0) {
      found.push(problem('error', path, `The host depends on ${list(probe.openInHost)}, which has no value. Add it to the parameters.`));
    } else {
      const verdict = judge(probe.url);
      if (!verdict.allowed) found.push(problem('error', path, verdict.reason));
    }
    if (address.includes('${credential.')) {
      found.push(problem('error', path, '${credential.*} is filled in headers only. In an address it is sent as it stands.'));
    }
    if (urlHoldsSecret(address)) {
      found.push(
        problem(
          'warning',
          path,
          'This address seems to hold a key. Addresses are readable by everyone who may read the connector. Put the key in the credential and send it in a header.',
        ),
      );
    }
    return found;
  });
}

const list = (names: readonly string[]) => names.map((name) => `\${parameters.${name}}`).join(', ');
