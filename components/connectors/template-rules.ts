import type { UseFormReturn } from 'react-hook-form';
import { headerProblem } from '#lib/connectors/header-rules.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import type { ConnectorDraft } from './connector-draft.ts';

/** A stretch of a template that needs a word; offsets into its text. */
export type TemplateProblem = {
  from: number;
  to: number;
  severity: 'error' | 'warning';
  message: string;
  fix?: { label: string; run: () => void };
};

/** Why a placeholder is not legal where it stands. @param name as written: `parameters.x`, `credential.x` */
export type PlaceholderRule = (name: string) => string | undefined;

export const urlRules: PlaceholderRule = (name) =>
  name.startsWith('credential.') ? '${credential.*} is filled in headers only. In an address it is sent as it stands.' : undefined;

export const bodyRules: PlaceholderRule = (name) =>
  name.startsWith('credential.') ? '${credential.*} is filled in headers only. In a body it is sent as it stands.' : undefined;

export const headerRules =
  (header: string, protocol: string): PlaceholderRule =>
  (name) =>
    headerProblem(header, `\${${name}}`, protocol);

const kinds = ['parameters', 'credential'] as const;

/**
 * Placeholders that are not legal where they stand, and names that nothing fills.
 * @param known names with their scope; undefined where every name may come with the call
 * @param onAdd makes a parameter of that name
 */
export function templateProblems(
  text: string,
  rule: PlaceholderRule,
  known: ReadonlySet<string> | undefined,
  onAdd: (name: string) => void,
): TemplateProblem[] {
  const told = new Set<string>();
  const found = kinds.flatMap((kind) => findPlaceholders(text, kind).map((placeholder) => ({ kind, ...placeholder })));
  return found.flatMap(({ kind, name: inner, start, end }): TemplateProblem[] => {
    const place = { from: start, to: end };
    const name = `${kind}.${(inner.split(':-')[0] ?? '').replace(/\.toString\(\)$/, '')}`;
    const refused = rule(name);
    if (refused) return [{ ...place, severity: 'error', message: refused }];
    if (!known || known.has(name) || told.has(name) || inner.includes(':-') || !name.startsWith('parameters.')) return [];
    told.add(name); // the first place says it for all of them
    const bare = name.slice('parameters.'.length);
    return [
      {
        ...place,
        severity: 'warning',
        message: `Every call has to bring ${bare}.`,
        fix: { label: 'Add parameter', run: () => onAdd(bare) },
      },
    ];
  });
}

/** Adds a parameter that a template uses, unless it is there. */
export function addParameter(form: UseFormReturn<ConnectorDraft>, name: string): void {
  const rows = form.getValues('parameters');
  if (rows.some((row) => row.name === name)) return;
  form.setValue('parameters', [...rows, { name, value: '' }], { shouldDirty: true });
}
