import { findPlaceholders, replaceParameters } from '#lib/template/find-placeholders.ts';
import { filledUrl } from './action-urls.ts';

/**
 * The address as it can be judged before a call: saved parameters filled in; a placeholder that has no value stands for `x` in the path
 * or query, and is named where it would decide about the host (threats.md EG-2).
 */
export function probeUrl(url: string, parameters: Readonly<Record<string, string>>): { url: string; openInHost: string[] } {
  const filled = filledUrl(url, parameters);
  const authority = /^[^/?#]*:\/\/([^/?#\\]*)/.exec(filled)?.[1] ?? filled;
  return { url: replaceParameters(filled, () => 'x'), openInHost: placeholdersIn(authority) };
}

/** Names in `${parameters.x}`, without defaults, each once. */
export const placeholdersIn = (text: string): string[] => namesIn(text, 'parameters');

/** Names in `${credential.x}`, each once. */
export const credentialsIn = (text: string): string[] => namesIn(text, 'credential');

const namesIn = (text: string, kind: 'parameters' | 'credential'): string[] => [
  ...new Set(findPlaceholders(text, kind).map(({ name }) => name)),
];

/** A verdict of the egress guard, stages `form` to `pin`. */
export type Verdict = { allowed: true } | { allowed: false; stage: string; reason: string };

/** Judges addresses under the cluster settings in force; opens no socket and looks up no name. */
export type AddressJudge = {
  judge(url: string): Verdict;
  /** Changes whenever a verdict may change. */
  version: string;
};
