import type { Connector } from './connector.ts';

type Member = { readonly [name: string]: unknown };

/** Members that change with every change. */
const times = new Set(['last_updated_time', 'created_time']);

/**
 * Where two states of a connector differ: `parameters.model`, `actions[0].url`, in the order of its members; a member that came or went
 * is one path, whatever it holds.
 * @param credential names of the credential fields that were set
 */
export function changedPaths(before: Connector, after: Connector, credential: readonly string[] = []): string[] {
  const paths: string[] = [];
  compareMembers(before, after, '', paths);
  return [...paths.filter((path) => !times.has(path)), ...credential.map((name) => `credential.${name}`)];
}

function compare(before: unknown, after: unknown, path: string, paths: string[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    for (let at = 0; at < Math.max(before.length, after.length); at++) compare(before[at], after[at], `${path}[${at}]`, paths);
  } else if (isMember(before) && isMember(after)) compareMembers(before, after, `${path}.`, paths);
  else paths.push(path);
}

function compareMembers(before: Member, after: Member, prefix: string, paths: string[]): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compare(own(before, name), own(after, name), `${prefix}${name}`, paths);
  }
}

const own = (member: Member, name: string) => (Object.hasOwn(member, name) ? member[name] : undefined);
const isMember = (value: unknown): value is Member => typeof value === 'object' && value !== null && !Array.isArray(value);
