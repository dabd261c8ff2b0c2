import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import { type SettingGroup, settingGroups } from '#lib/settings/setting.ts';
import { type SettingsDraft, shownValue } from './settings-draft.ts';

/** What the address says about the page. */
export type SettingsFilter = { q: string; changedOnly: boolean };

type Search = { get(name: string): string | null };

export const readFilter = (search: Search): SettingsFilter => ({ q: search.get('q') ?? '', changedOnly: search.get('changed') === 'true' });

/** The address with the filter written over what else it says. */
export function writeFilter(search: string, { q, changedOnly }: SettingsFilter): string {
  const next = new URLSearchParams(search);
  if (q) next.set('q', q);
  else next.delete('q');
  if (changedOnly) next.set('changed', 'true');
  else next.delete('changed');
  return next.toString();
}

const words = (q: string) => q.toLowerCase().split(/\s+/).filter(Boolean);

/** The words to mark in the texts of the page. */
export const markedWords = (q: string): string[] => words(q);

export function matches(row: SettingRow, { q, changedOnly }: SettingsFilter, draft: SettingsDraft): boolean {
  if (changedOnly && row.origin === 'default' && !draft.has(row.key)) return false;
  const values = [row.value, shownValue(row, draft)].flat(); // what is being changed does not vanish under the hand
  const text = [row.title, row.description, row.key, row.group, ...values].join('\n').toLowerCase();
  return words(q).every((word) => text.includes(word));
}

export type Section = { title: SettingGroup; rows: SettingRow[] };

/** Whether nothing in the studio acts on a setting, and nobody looks for it among the others. */
export const isFolded = ({ inert, sought }: SettingRow) => inert && !sought;

/** The groups that have something to show, and the settings that nothing acts on, which stand together at the end. */
export function sectionsOf(rows: readonly SettingRow[]): { sections: Section[]; inert: SettingRow[] } {
  const shown = rows.filter((row) => !isFolded(row));
  const sections = settingGroups.map((title) => ({ title, rows: shown.filter(({ group }) => group === title) }));
  return { sections: sections.filter((section) => section.rows.length > 0), inert: rows.filter(isFolded) };
}
