import type { PatchOperation } from '#lib/json/apply-patch.ts';

/**
 * `error`: it cannot be saved, or no call of it can work. `warning`: it works, but perhaps not as meant. `info`: good to know.
 */
export type Severity = 'error' | 'warning' | 'info';

export type Fix = { label: string; patch: PatchOperation[] };

export type Problem = {
  /** Where in the body: names and numbers with dots between, such as `actions.0.url`; empty for the whole. */
  path: string;
  severity: Severity;
  message: string;
  /** A change of the body (JSON Patch) that would mend it. */
  fix?: Fix;
};

export const problem = (severity: Severity, path: string, message: string, fix?: Fix): Problem => ({
  path,
  severity,
  message,
  ...(fix && { fix }),
});

type Segment = string | number;

/** A JSON Pointer. */
export const pointer = (...segments: Segment[]): string =>
  segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A path of a problem. */
export const pathOf = (...segments: Segment[]): string => segments.join('.');

/** A new text in place of this one, unless somebody has typed meanwhile. */
export const textFix = (label: string, place: readonly Segment[], before: string, after: string): Fix => ({
  label,
  patch: [
    { op: 'test', path: pointer(...place), value: before },
    { op: 'replace', path: pointer(...place), value: after },
  ],
});

export const removeFix = (...place: Segment[]): Fix => ({ label: 'Remove it', patch: [{ op: 'remove', path: pointer(...place) }] });
