'use client';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { Panel } from '#components/ui/panel.tsx';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import type { SettingValue } from '#lib/settings/setting.ts';
import { BlockedNote } from './blocked-note.tsx';
import { Marked } from './marked.tsx';
import { PatternList } from './pattern-list.tsx';
import type { Judged } from './pattern-verdict.tsx';
import { foldedTitle, sectionId } from './section-links.tsx';
import { privateAllowedKey, privateKey, trustedKey } from './setting-effects.ts';
import { SettingOrigin, SettingWords } from './setting-head.tsx';
import rowCss from './setting-row.module.css';
import { SettingLine } from './setting-row.tsx';
import { problemOf } from './setting-rules.ts';
import { type SettingsDraft, shownValue } from './settings-draft.ts';
import css from './settings-sections.module.css';
import type { Section } from './settings-view.ts';
import { type JsonMode, TrustedEndpoints } from './trusted-endpoints.tsx';

type Blocked = readonly { connector_id: string; name: string }[];

/** What every setting on the page needs to know. */
export type SettingsView = {
  draft: SettingsDraft;
  words: readonly string[];
  verdicts: { trusted: ReadonlyMap<string, Judged>; private: ReadonlyMap<string, Judged> };
  verdictError: Error | null;
  /** Connectors that saving would block. */
  blocked: Blocked;
  /** Somebody tried to save: every problem shows. */
  isChecked: boolean;
  touched: ReadonlySet<string>;
  /** Left out for those who may not change settings. */
  onChange: ((row: SettingRow, value: SettingValue | null) => void) | undefined;
  onUndo: (row: SettingRow) => void;
  onBlur: (row: SettingRow) => void;
  /** A pattern that the address asks for. */
  asked: string | undefined;
  /** An address to try from the start. */
  tried: string;
  json: JsonMode;
};

const draftedAs = (row: SettingRow, draft: SettingsDraft) => {
  const value = draft.get(row.key);
  if (value === undefined) return undefined;
  return value === null ? 'reset' : 'value';
};

/** One group of settings. */
export function SettingsSection({ section: { title, rows }, view }: { section: Section; view: SettingsView }) {
  const trusted = rows.find(({ key }) => key === trustedKey);
  if (trusted) return <Trusted row={trusted} view={view} />;
  return (
    <Panel title={title} id={sectionId(title)} padding="none">
      {rows.map((row) => (
        <Setting key={row.key} row={row} view={view} />
      ))}
      {rows.some(({ key }) => (key === privateKey || key === privateAllowedKey) && view.draft.has(key)) && (
        <div className={css.blocked}>
          <BlockedNote blocked={view.blocked} />
        </div>
      )}
    </Panel>
  );
}

function Trusted({ row, view }: { row: SettingRow; view: SettingsView }) {
  const { draft, words, verdicts, verdictError, blocked, isChecked, onChange, onUndo, asked, tried, json } = view;
  return (
    <TrustedEndpoints
      row={row}
      patterns={[shownValue(row, draft)].flat()}
      drafted={draftedAs(row, draft)}
      verdicts={verdicts.trusted}
      error={verdictError}
      words={words}
      isChecked={isChecked}
      onChange={onChange}
      onUndo={onUndo}
      blocked={draft.has(row.key) ? blocked : []}
      asked={asked}
      tried={tried}
      json={json}
    />
  );
}

function Setting({ row, view }: { row: SettingRow; view: SettingsView }) {
  const { draft, words, isChecked, touched, onChange, onUndo, onBlur } = view;
  const value = shownValue(row, draft);
  if (row.key === privateKey) return <PrivatePatterns row={row} patterns={[value].flat()} view={view} />;
  const isShown = isChecked || touched.has(row.key);
  return (
    <SettingLine
      row={row}
      value={value}
      drafted={draftedAs(row, draft)}
      error={isShown && draft.has(row.key) ? problemOf(row, value) : undefined}
      words={words}
      onChange={onChange}
      onUndo={onUndo}
      onBlur={onBlur}
    />
  );
}

/** The second list of patterns has the rows of the first, without the tools around it. */
function PrivatePatterns({ row, patterns, view }: { row: SettingRow; patterns: readonly string[]; view: SettingsView }) {
  const { draft, words, verdicts, isChecked, onChange, onUndo } = view;
  const drafted = draftedAs(row, draft);
  return (
    <div className={css.patterns} data-drafted={drafted !== undefined || undefined}>
      <div className={css.head}>
        <div className={rowCss.words}>
          <p className={rowCss.title}>
            <Marked text={row.title} words={words} />
          </p>
          <SettingWords row={row} words={words} />
        </div>
        <SettingOrigin row={row} drafted={drafted} actions={onChange && { reset: () => onChange(row, null), undo: () => onUndo(row) }} />
      </div>
      {patterns.length === 0 && !onChange && <p className={rowCss.nothing}>Empty</p>}
      <PatternList
        label={row.title}
        noun="private pattern"
        settingKey={row.key}
        patterns={patterns}
        verdicts={verdicts.private}
        onChange={onChange && ((next) => onChange(row, next))}
        isChecked={isChecked}
        words={words}
      />
    </div>
  );
}

type InertSectionProps = { rows: readonly SettingRow[]; total: number; isOpen: boolean; onToggle: () => void; view: SettingsView };

/** Settings that nothing in the studio acts on, folded. */
export function InertSection({ rows, total, isOpen, onToggle, view }: InertSectionProps) {
  const id = useId();
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section className={css.inert} id={sectionId(foldedTitle)} aria-labelledby={`${id}-title`}>
      <h2 className={css.inertTitle} id={`${id}-title`}>
        <button type="button" className={css.toggle} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          <Icon size={16} aria-hidden className={css.chevron} />
          {foldedTitle}
          <span className={css.count}>{rows.length === total ? total : `${rows.length} of ${total}`}</span>
        </button>
      </h2>
      <p className={css.inertWords}>
        Clients and scripts of a cluster write these settings. They are checked, kept and answered; nothing in the studio acts on them.
      </p>
      <div id={id} hidden={!isOpen} className={css.inertRows}>
        {isOpen && rows.map((row) => <Setting key={row.key} row={row} view={view} />)}
      </div>
    </section>
  );
}
