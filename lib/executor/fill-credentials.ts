import '#server-only';
import { credentialMask, isUnset } from '#lib/connectors/credential-rules.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { OutgoingRequest } from '#lib/predict/ports.ts';
import { substituteTraced } from '#lib/template/substitute.ts';

type Header = [name: string, value: string];

/** Values that count: an empty one, or a field's own name in angle brackets, is as good as absent (threats.md C-20). */
export const setValues = (opened: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(opened).filter(([name, value]) => !isUnset(name, value)));

/**
 * Headers with their `${credential.*}` filled, each value inserted once.
 * @throws StudioError 400 naming a field that has no value: the placeholder itself is never sent (threats.md H-07)
 */
export const fillCredentials = (headers: readonly Header[], values: ReadonlyMap<string, string>): Header[] =>
  headers.map(([name, value]) => {
    if (!value.includes('${credential.')) return [name, value];
    const plain = fillPlain(value, values);
    if (plain !== undefined) return [name, plain];
    const { text, spans } = substituteTraced(value, values, { prefix: 'credential', expand: 'none', trace: true });
    const missing = spans.find(({ kind }) => kind === 'missing');
    if (missing) throw notSet(missing.name, `the header '${name}' needs it`);
    return [name, text];
  });

/** By far the most common header, `Bearer ${credential.key}`, without the whole grammar; undefined for every other. */
function fillPlain(template: string, values: ReadonlyMap<string, string>): string | undefined {
  const [, before, name = '', after] = /^([^$]*)\$\{credential\.([^}:$]+)\}([^$]*)$/.exec(template) ?? [];
  const value = values.get(name);
  return value === undefined ? undefined : `${before}${value}${after}`;
}

export const notSet = (name: string, why: string) => illegalArgument(`The credential '${name}' is not set: ${why}`);

/** The same for people to see: a mask for whatever is stored, a name in angle brackets for what is not. */
export const maskCredentials = ({ headers, credential }: Pick<OutgoingRequest, 'headers' | 'credential'>): Header[] => {
  const values = new Map(Object.keys(credential.fields).map((name) => [name, credentialMask]));
  return headers.map(([name, value]) => {
    if (!value.includes('${credential.')) return [name, value];
    return [name, substituteTraced(value, values, { prefix: 'credential', expand: 'none', trace: false }).text];
  });
};
