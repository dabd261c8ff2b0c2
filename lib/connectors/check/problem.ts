/**
 * `error`: it cannot be saved, or no call of it can work. `warning`: it works, but perhaps not as meant. `info`: good to know.
 */
export type Severity = 'error' | 'warning' | 'info';

export type PatchStep = { op: 'add' | 'replace'; path: string; value: unknown } | { op: 'remove'; path: string };

export type Problem = {
  /** Where in the body: names and numbers with dots between, such as `actions.0.url`; empty for the whole. */
  path: string;
  severity: Severity;
  message: string;
  /** A change of the body (JSON Patch) that would mend it. */
  fix?: { label: string; patch: PatchStep[] };
};

export const problem = (severity: Severity, path: string, message: string, fix?: Problem['fix']): Problem => ({
  path,
  severity,
  message,
  ...(fix && { fix }),
});

/** A JSON Pointer. */
export const pointer = (...segments: (string | number)[]): string =>
  segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
