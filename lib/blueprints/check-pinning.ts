import { filledUrl } from '#lib/connectors/action-urls.ts';
import { probeUrl } from '#lib/connectors/address.ts';
import { type Problem, problem } from '#lib/connectors/check/problem.ts';
import { isStudioError } from '#lib/errors.ts';
import { assertSafePattern } from '#lib/settings/java-pattern.ts';
import { suggestPattern } from '#lib/settings/suggest-pattern.ts';
import { isHostAgnostic, isTrusted, pinsHost } from '#lib/settings/trusted-endpoints.ts';
import type { Blueprint } from './blueprint.ts';

/** The trusted pattern fixes a host, and every address with the blueprint's own parameters matches it. */
export function checkPinning({ connector, trusted_pattern }: Blueprint): Problem[] {
  const { actions, parameters } = connector;
  const addresses = actions.map(({ url }) => filledUrl(url, parameters));
  return [
    ...actions.flatMap(({ url }, at) => checkAddress(url, parameters, `connector.actions.${at}.url`)),
    ...(trusted_pattern === '' ? [] : checkPattern(trusted_pattern, addresses)),
  ];
}

function checkAddress(url: string, parameters: Readonly<Record<string, string>>, path: string): Problem[] {
  if (!/^https?:\/\/[^/?#]/i.test(url)) return [problem('error', path, 'An address begins with https:// and a host.')];
  const { openInHost } = probeUrl(url, parameters);
  if (openInHost.length === 0) return [];
  return [problem('error', path, `The host depends on ${openInHost.join(', ')}, which has no default, so no pattern can pin it.`)];
}

function checkPattern(pattern: string, addresses: readonly string[]): Problem[] {
  const path = 'trusted_pattern';
  const suggestion = suggestPattern(addresses[0] ?? '');
  const fix = suggestion
    ? { label: `Use ${suggestion}`, patch: [{ op: 'replace' as const, path: '/trusted_pattern', value: suggestion }] }
    : undefined;
  try {
    assertSafePattern(pattern);
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return [problem('error', path, thrown.message, fix)];
  }
  if (isHostAgnostic(pattern)) return [problem('error', path, 'This pattern trusts every host. Write out the host.', fix)];
  return addresses.flatMap((address, at) => {
    if (!isTrusted(address, [pattern])) return [problem('error', path, `The address of action ${at + 1} does not match: ${address}`, fix)];
    return pinsHost(pattern, address)
      ? []
      : [problem('error', path, 'This pattern leaves the end of the host open: any domain could match.', fix)];
  });
}
