'use client';
import { Button } from '@mantine/core';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import { Marked } from './marked.tsx';
import css from './setting-row.module.css';
import { typeWords } from './setting-rules.ts';
import { valueWords } from './setting-value.tsx';
import { isOverridden, valueBeneath } from './settings-draft.ts';

/** Sentence and key of a setting. */
export function SettingWords({ row, words }: { row: SettingRow; words: readonly string[] }) {
  return (
    <>
      <p className={css.sentence}>
        <Marked text={row.description} words={words} />
      </p>
      <SettingKey row={row} words={words} />
    </>
  );
}

/** Key, and what kind of value it takes. */
export function SettingKey({ row, words }: { row: SettingRow; words: readonly string[] }) {
  return (
    <p className={css.key}>
      <code translate="no">
        <Marked text={row.key} words={words} />
      </code>
      <CopyButton iconOnly text={row.key} label={`Copy the key of ${row.title}`} />
      <span className={css.kind}>{typeWords(row)}</span>
    </p>
  );
}

const origins: Record<SettingRow['origin'], string> = {
  default: 'default',
  persistent: 'persistent',
  transient: 'transient, wins over persistent',
  file: 'from studio.yml',
};

type SettingOriginProps = {
  row: SettingRow;
  /** What is drafted: undefined for no change, null for the way back to the default. */
  drafted: 'value' | 'reset' | undefined;
  /** Left out for those who may not change settings. */
  actions: { reset: () => void; undo: () => void } | undefined;
};

/** *persistent · default 100*; the default of a list of patterns is too long to stand here. */
function sourceOf(row: SettingRow): string {
  const source = origins[row.origin];
  if (!isOverridden(row) || row.type === 'patterns') return source;
  const hidden = row.persistent === undefined ? '' : ` ${valueWords(row, row.persistent)}`;
  return `${source}${hidden} · ${row.file === undefined ? 'default' : 'studio.yml'} ${valueWords(row, valueBeneath(row))}`;
}

/** Where the value comes from, and the ways back. */
export function SettingOrigin({ row, drafted, actions }: SettingOriginProps) {
  const target = row.file === undefined ? 'default' : 'studio.yml';
  const before = row.type === 'patterns' ? '' : `, was ${valueWords(row, row.value)}`;
  return (
    <div className={css.origin}>
      {drafted ? (
        <span className={css.unsaved}>
          not saved{drafted === 'reset' && `, reset to ${target}`}
          {before}
        </span>
      ) : (
        <span className={css.source}>{sourceOf(row)}</span>
      )}
      {actions && drafted && (
        <Button variant="subtle" size="compact-sm" aria-label={`Undo the change of ${row.title}`} onClick={actions.undo}>
          Undo
        </Button>
      )}
      {actions && isOverridden(row) && drafted !== 'reset' && (
        <Button variant="subtle" size="compact-sm" aria-label={`Reset to ${target}: ${row.title}`} onClick={actions.reset}>
          Reset to {target}
        </Button>
      )}
    </div>
  );
}
