import { suggestPattern } from '#lib/settings/suggest-pattern.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import type { Facts } from './facts.ts';
import { probedAddress } from './fill-address.ts';
import { urlHoldsSecret } from './looks-like-secret.ts';
import { type Problem, pathOf, problem, textFix } from './problem.ts';

type Address = { place: readonly (string | number)[]; url: string };

function addressesOf({ isMcp, actions, fields }: Facts): Address[] {
  if (!isMcp) return actions.map(({ action, at }) => ({ place: ['actions', at, 'url'], url: action.url }));
  return fields.url === undefined || fields.url.trim() === '' ? [] : [{ place: ['url'], url: fields.url }];
}

/** The guard's stages `form` to `pin` for every address, with saved parameters filled in (threats.md EG-2). */
export const checkAddresses = (facts: Facts): Problem[] =>
  addressesOf(facts).flatMap(({ place, url }) => {
    const probe = probedAddress(facts, url);
    const path = pathOf(...place);
    if (!probe) return [];
    if (probe.openInHost.length > 0) {
      return [problem('error', path, `The host depends on ${list(probe.openInHost)}, which has no value. Add it to the parameters.`)];
    }
    const verdict = facts.surroundings?.addresses.judge(probe.url);
    if (!verdict || verdict.allowed) return [];
    return [problem('error', path, verdict.reason), ...cureOf(verdict.stage, probe.url, path)];
  });

const list = (names: readonly string[]) => names.map((name) => `\${parameters.${name}}`).join(', ');

/** What an administrator would have to do; the server's own words stay as they are. */
function cureOf(stage: string, url: string, path: string): Problem[] {
  if (stage === 'ip') {
    const message =
      'A trusted pattern is not enough for a private address: an administrator also has to switch plugins.ml_commons.connector.private_ip_enabled on.';
    return [problem('info', path, message)];
  }
  const pattern = stage === 'trust' ? suggestPattern(url) : undefined;
  return pattern === undefined ? [] : [problem('info', path, `An administrator can trust it with the pattern ${pattern}`)];
}

export const checkAddressSecrets = (facts: Facts): Problem[] =>
  addressesOf(facts).flatMap(({ place, url }) => {
    if (!urlHoldsSecret(url)) return [];
    const message =
      'This address seems to hold a key. Addresses are readable by everyone who may read the connector. Put the key in the credential and send it in a header.';
    return [problem('warning', pathOf(...place), message)];
  });

/** What stands in an address and does not do what it seems to (predict.md §8.3). */
export const checkAddressForm = (facts: Facts): Problem[] =>
  addressesOf(facts).flatMap(({ place, url }) => {
    const found: Problem[] = [];
    const path = pathOf(...place);
    if (url !== url.trim())
      found.push(
        problem('error', path, 'An address may not begin or end with white space.', textFix('Take it away', place, url, url.trim())),
      );
    const hash = outside(url).indexOf('#');
    if (hash >= 0)
      found.push(
        problem('warning', path, 'What follows # is never sent.', textFix('Take it away', place, url, url.slice(0, hash).trimEnd())),
      );
    if (/^[a-z][a-z0-9.-]*\.[a-z]{2,}(:\d+)?\//i.test(url)) {
      found.push(problem('error', path, 'The address has no scheme.', textFix('Put https:// before it', place, url, `https://${url}`)));
    }
    const doubled = /^(https?:\/\/)(https?:\/\/)/i.exec(url);
    if (doubled)
      found.push(
        problem('error', path, 'The scheme stands there twice.', textFix('Take one away', place, url, url.slice(doubled[1]?.length))),
      );
    return [...found, ...doubledScheme(url, place, facts)];
  });

/** `https://${parameters.endpoint}` where the endpoint has a scheme of its own. */
function doubledScheme(url: string, place: Address['place'], { parameters, body }: Facts): Problem[] {
  const name = /^https?:\/\/\$\{parameters\.([^}:]+)\}/i.exec(url)?.[1] ?? '';
  const value = parameters.get(name);
  if (value === undefined || !/^https?:\/\//i.test(value)) return [];
  const node = body.members.get('parameters');
  const isSent = node?.token === 'START_OBJECT' && node.members.has(name);
  const fix = isSent ? textFix('Take it out of the parameter', ['parameters', name], value, value.replace(/^https?:\/\//i, '')) : undefined;
  return [problem('error', pathOf(...place), `The scheme stands there twice: the parameter ${name} has one of its own.`, fix)];
}

/** The text with placeholders blanked out. */
const outside = (text: string) =>
  findPlaceholders(text, 'parameters').reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );

const isNear =
  /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])|(\.|^)(local|internal|localhost|example|test|invalid)(:|$)|(^|\.)example\.(com|net|org)(:|$)|^[^.]+(:\d+)?$/i;

/** A credential that travels in the clear. Hosts of one's own house are one's own business. */
export const checkPlainHttp = (facts: Facts): Problem[] =>
  addressesOf(facts).flatMap(({ place, url }) => {
    const filled = probedAddress(facts, url)?.url ?? '';
    const host = /^http:\/\/([^/?#]+)/i.exec(filled)?.[1];
    if (host === undefined || isNear.test(host) || !sendsCredential(facts, place)) return [];
    const fix = url.startsWith('http://') ? textFix('Use https', place, url, `https${url.slice(4)}`) : undefined;
    return [problem('warning', pathOf(...place), 'The credential is sent over plain http: whoever stands between can read it.', fix)];
  });

function sendsCredential({ isMcp, actions, fields }: Facts, place: Address['place']): boolean {
  const headers = isMcp ? fields.headers : actions.find(({ at }) => at === place[1])?.action.headers;
  return fields.protocol === 'aws_sigv4' || Object.values(headers ?? {}).some((value) => value.includes('${credential.'));
}

/** A caller's own value decides about the host, and the trusted patterns let it decide anything. */
export const checkOpenHosts = (facts: Facts): Problem[] =>
  addressesOf(facts).flatMap(({ place, url }) => {
    const judge = facts.surroundings?.addresses;
    if (facts.isMcp || !judge || !sendsCredential(facts, place)) return [];
    const authority = /^[^/?#]*:\/\/([^/?#\\]*)/.exec(url)?.[1] ?? url;
    const whole = /^\$\{parameters\.([^}:]+)\}$/.exec(authority.replace(/:\d+$/, ''))?.[1];
    const value = whole === undefined ? undefined : facts.parameters.get(whole);
    if (whole === undefined || value === undefined) return [];
    const elsewhere = probedAddress(facts, url, { [whole]: 'elsewhere.studio-probe.invalid' })?.url;
    if (elsewhere === undefined || !judge.judge(elsewhere).allowed) return [];
    const message = `Every caller may send another ${whole}, and the trusted patterns let the credential go to any host.`;
    return [problem('info', pathOf(...place), message)];
  });
