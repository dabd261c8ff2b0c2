import type { PatchOperation } from '#lib/json/apply-patch.ts';
import { headerProblem } from '../header-rules.ts';
import { headerName, ownedHeaders } from '../header-values.ts';
import type { Facts } from './facts.ts';
import { looksLikeSecret } from './looks-like-secret.ts';
import { type Fix, type Problem, pathOf, pointer, problem, removeFix, textFix } from './problem.ts';

type Place = readonly (string | number)[];
type Header = { name: string; value: string; place: Place; isOfAction: boolean; at: number };

function headersOf({ actions, fields, isMcp }: Facts): Header[] {
  if (isMcp)
    return Object.entries(fields.headers ?? {}).map(([name, value]) => ({
      name,
      value,
      place: ['headers', name],
      isOfAction: false,
      at: 0,
    }));
  return actions.flatMap(({ action, at }) =>
    Object.entries(action.headers ?? {}).map(([name, value]) => ({
      name,
      value,
      place: ['actions', at, 'headers', name],
      isOfAction: true,
      at,
    })),
  );
}

/** Headers that are refused, or that the client writes itself. */
export function checkHeaderNames(facts: Facts): Problem[] {
  const seen = new Set<string>();
  return headersOf(facts).flatMap(({ name, value, place, at, isOfAction }) => {
    const path = pathOf(...place);
    const found: Problem[] = [];
    const refused = isOfAction ? headerProblem(name, value, facts.fields.protocol) : undefined;
    if (refused) found.push(problem('error', path, refused));
    if (!headerName.test(name)) found.push(problem('error', path, nameFault(name), nameFix(name, place, facts)));
    else if (ownedHeaders.test(name))
      found.push(problem('error', path, `The header ${name} is set by the client itself.`, removeFix(...place)));
    const key = `${at} ${name.toLowerCase()}`;
    if (seen.has(key)) found.push(problem('error', path, `The header ${name} is there twice.`, removeFix(...place)));
    seen.add(key);
    return found;
  });
}

const nameFault = (name: string) =>
  name.includes('${') ? `Nothing is filled in the name of a header, and [${name}] is none.` : `[${name}] is no name of a header.`;

/** A colon or blanks that came along with a name. */
function nameFix(name: string, place: Place, { body, actions }: Facts): Fix | undefined {
  const meant = name.trim().replace(/\s*:$/, '');
  const siblings = actions.find(({ at }) => at === place[1])?.action.headers ?? {};
  if (meant === name || !headerName.test(meant) || Object.hasOwn(siblings, meant) || !body.members.has('actions')) return undefined;
  return { label: `Call it ${meant}`, patch: [{ op: 'move', from: pointer(...place), path: pointer(...place.slice(0, -1), meant) }] };
}

/** Values that no header can carry, or that do not say what they seem to. */
export const checkHeaderValues = (facts: Facts): Problem[] =>
  headersOf(facts).flatMap(({ name, value, place }) => {
    const path = pathOf(...place);
    const found: Problem[] = [];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
      const fix = /^[^\r\n]*[\r\n]+$/.test(value) ? textFix('Take the line break away', place, value, value.trimEnd()) : undefined;
      found.push(problem('error', path, 'Header value contains invalid control character', fix));
    } else if (value !== value.trim()) {
      found.push(
        problem('warning', path, 'The value begins or ends with white space.', textFix('Take it away', place, value, value.trim())),
      );
    }
    const twice = /^\s*(Bearer|Basic|Token|Api-Key)\s+\1\s+/i.exec(value);
    if (twice)
      found.push(
        problem(
          'warning',
          path,
          `${twice[1]} stands there twice.`,
          textFix('Take one away', place, value, value.replace(twice[0], `${twice[1]} `)),
        ),
      );
    const type = name.toLowerCase() === 'content-type' ? value.trim().toLowerCase() : '';
    if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) {
      found.push(problem('warning', path, `A body is always JSON here, never ${type.split(';')[0]}.`));
    }
    return found;
  });

const carriers = /^(authorization|proxy-authorization|x-api-key|api-key|apikey|x-auth-token|x-functions-key|ocp-apim-subscription-key)$/i;

/** A literal key where everyone who may read the connector can read it (threats.md C-17). */
export const checkHeaderSecrets = (facts: Facts): Problem[] =>
  headersOf(facts).flatMap((header) => {
    const { name, value, place } = header;
    const token = value.replace(/^\s*(Bearer|Basic|Token|Api-Key)\s+/i, '').trim();
    const isLiteral = carriers.test(name) && token.length >= 8 && !value.includes('${') && !/^[<[{].*[>\]}]$/.test(token);
    if (!isLiteral && !looksLikeSecret(value)) return [];
    const message = 'This header seems to hold a key. Put it in the credential and write ${credential.name} here.';
    return [problem('warning', pathOf(...place), message, isLiteral && header.isOfAction ? toCredential(header, token, facts) : undefined)];
  });

/** Moves a whole value, so that no answer repeats it; one with a scheme before the key has to be split by hand. */
function toCredential({ name, value, place }: Header, token: string, { body, fields, storedCredential }: Facts): Fix | undefined {
  const key = name
    .toLowerCase()
    .replace(/^x-/, '')
    .replace(/[^a-z0-9]+/g, '_');
  const isTaken = Object.hasOwn(fields.credential ?? {}, key) || storedCredential.has(key);
  if (token !== value || isTaken || !body.members.has('actions')) return undefined;
  const patch: PatchOperation[] = [
    { op: 'move', from: pointer(...place), path: pointer('credential', key) },
    { op: 'add', path: pointer(...place), value: `\${credential.${key}}` },
  ];
  return { label: 'Move to credential', patch };
}

/** `aws_sigv4` writes the header itself. */
export const checkSignedHeaders = (facts: Facts): Problem[] =>
  facts.fields.protocol !== 'aws_sigv4'
    ? []
    : headersOf(facts).flatMap(({ name, place }) =>
        /^(authorization|x-amz-date|x-amz-security-token)$/i.test(name)
          ? [problem('warning', pathOf(...place), `${name} is written by the signature, whatever stands here.`, removeFix(...place))]
          : [],
      );
