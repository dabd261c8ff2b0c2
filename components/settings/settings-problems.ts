import type { FormProblem } from '#components/ui/form-problems.tsx';
import type { CheckedTrust, TrustCheckInput } from '#lib/settings/check-trusted-endpoints.ts';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import { privateAllowedKey, privateKey, trustedKey } from './setting-effects.ts';
import { problemOf } from './setting-rules.ts';
import type { Change } from './settings-draft.ts';

/** Id of a setting's control, for links to it. */
export const controlId = (key: string) => `setting-${key.replaceAll('.', '-')}`;

/** Id of the input of one pattern. */
export const patternId = (key: string, place: number) => `${controlId(key)}-${place}`;

/** What the page itself finds wrong, each with its field. */
export function problemsOf(changes: readonly Change[]): FormProblem[] {
  return changes.flatMap(({ row, after }): FormProblem[] => {
    if (row.type === 'patterns') return listProblems(row, [after].flat());
    const message = problemOf(row, after);
    return message ? [{ message: `${row.title}: ${message}`, field: controlId(row.key) }] : [];
  });
}

const at = ({ key, title }: SettingRow, place: number, message: string): FormProblem => ({
  message: `${title}, pattern ${place + 1}: ${message}`,
  field: patternId(key, place),
});

function listProblems(row: SettingRow, patterns: readonly string[]): FormProblem[] {
  return patterns.flatMap((_, place) => {
    const message = patternProblem(patterns, place);
    return message ? [at(row, place, message)] : [];
  });
}

/** What is wrong with a row of a list whatever its syntax. */
export function patternProblem(patterns: readonly string[], place: number): string | undefined {
  const pattern = patterns[place];
  if (pattern === '') return 'Enter a pattern, or remove this row.';
  const first = patterns.indexOf(pattern ?? '');
  return first < place ? `The same as pattern ${first + 1}.` : undefined;
}

/** What the server finds wrong with changed lists of patterns. */
export function patternProblems(changes: readonly Change[], { patterns, private_patterns = [] }: CheckedTrust): FormProblem[] {
  const verdicts = new Map([
    [trustedKey, patterns],
    [privateKey, private_patterns],
  ]);
  return changes.flatMap(({ row }) =>
    (verdicts.get(row.key) ?? []).flatMap(({ problem }, place) => (problem === undefined ? [] : [at(row, place, problem)])),
  );
}

/** The lists as they would be after saving, for the server to judge. */
export function trustInput(rows: readonly SettingRow[], changes: readonly Change[]): TrustCheckInput {
  const after = new Map(changes.map((change) => [change.row.key, change.after]));
  const list = (key: string) => [after.get(key) ?? rows.find((row) => row.key === key)?.value ?? []].flat();
  const allowed = after.get(privateAllowedKey);
  return {
    patterns: list(trustedKey),
    private_patterns: list(privateKey),
    ...(allowed !== undefined && { private_ip_enabled: allowed === 'true' }),
  };
}

/** The field that a refusal of the server names by its key. */
export function fieldOf(message: string, changes: readonly Change[]): Pick<FormProblem, 'field'> {
  const named = changes.find(({ row }) => message.includes(`[${row.key}]`));
  return named ? { field: controlId(named.row.key) } : {};
}
