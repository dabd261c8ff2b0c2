import { illegalArgument } from '#lib/errors.ts';
import type { Marks, Values } from './parameter-set.ts';
import { type Filled, type Span, substituteTraced } from './substitute.ts';

export type Headers = Readonly<Record<string, string>>;

/**
 * Header values with their parameters; `${credential.*}` stays. Values of the caller are inserted once and never looked into.
 * @throws StudioError 400 when a placeholder has no value, or when a value makes a `${credential.*}` that the header did not have
 */
export function fillHeaderParameters(headers: Headers, values: Values, marks?: Marks): Headers {
  if (!Object.values(headers).some((value) => value.includes('${parameters.'))) return headers;
  return mapValues(headers, (value, name) => {
    if (!value.includes('${parameters.')) return value;
    const filled = fillHeader(value, values, marks);
    if (filled.text.includes('${parameters.')) {
      throw illegalArgument(`Header '${name}' contains unresolved placeholder. Required parameter is missing.`);
    }
    if (takesCredential(filled)) throw illegalArgument(`Header '${name}' cannot take a \${credential.*} placeholder from a parameter.`);
    return filled.text;
  });
}

export const fillHeader = (value: string, values: Values, marks?: Marks): Filled =>
  substituteTraced(value, values, { ...(marks && { marks }), expand: 'saved' });

/** Header values with their credentials, each inserted once; one without a value stays. */
export function fillHeaderCredentials(headers: Headers, credential: Values): Record<string, string> {
  return mapValues(headers, (value) => {
    if (!value.includes('${credential.')) return value;
    return substituteTraced(value, credential, { prefix: 'credential', expand: 'none', trace: false }).text;
  });
}

/** A credential's placeholder that lies, in part at least, in what a parameter filled in. */
function takesCredential({ text, spans }: Filled): boolean {
  for (let at = text.indexOf('${credential.'); at >= 0; at = text.indexOf('${credential.', at + 1)) {
    const close = text.indexOf('}', at);
    const end = close < 0 ? text.length : close + 1;
    if (spans.some((span) => overlaps(span, at, end))) return true;
  }
  return false;
}

const overlaps = ({ kind, start, end }: Span, from: number, to: number) => kind !== 'missing' && start < to && end > from;

const mapValues = (headers: Headers, change: (value: string, name: string) => string) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value, name)]));
