'use client';
import { memo } from 'react';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import type { SettingValue } from '#lib/settings/setting.ts';
import { Marked } from './marked.tsx';
import { SettingControl } from './setting-control.tsx';
import { SettingOrigin, SettingWords } from './setting-head.tsx';
import css from './setting-row.module.css';
import { SettingValueText } from './setting-value.tsx';
import { controlId } from './settings-problems.ts';

export type SettingRowProps = {
  row: SettingRow;
  value: SettingValue;
  drafted: 'value' | 'reset' | undefined;
  error: string | undefined;
  /** Words to mark. */
  words: readonly string[];
  /** Left out for those who may not change settings. */
  onChange: ((row: SettingRow, value: SettingValue | null) => void) | undefined;
  onUndo: (row: SettingRow) => void;
  onBlur: (row: SettingRow) => void;
};

/** One setting: what it is, what it is set to, where that comes from. */
export const SettingLine = memo(function SettingLine(props: SettingRowProps) {
  const { row, value, drafted, error, words, onChange, onUndo, onBlur } = props;
  const id = controlId(row.key);
  const mayChange = onChange !== undefined && row.dynamic;
  return (
    <div className={css.row} data-drafted={drafted !== undefined || undefined}>
      <div className={css.words}>
        {mayChange ? (
          <label className={css.title} id={`${id}-title`} htmlFor={id}>
            <Marked text={row.title} words={words} />
          </label>
        ) : (
          <p className={css.title}>
            <Marked text={row.title} words={words} />
          </p>
        )}
        <SettingWords row={row} words={words} />
        {row.sought && <p className={css.fact}>Kept for OpenSearch tools: nothing in the studio acts on it.</p>}
      </div>
      <div className={css.control}>
        {mayChange ? (
          <SettingControl
            id={id}
            labelledBy={`${id}-title`}
            row={row}
            value={value}
            error={error}
            onChange={(next) => onChange(row, next)}
            onBlur={() => onBlur(row)}
          />
        ) : (
          <SettingValueText row={row} value={value} words={words} />
        )}
        {row.dynamic ? (
          <SettingOrigin row={row} drafted={drafted} actions={onChange && { reset: () => onChange(row, null), undo: () => onUndo(row) }} />
        ) : (
          <p className={css.fact}>Set in studio.yml</p>
        )}
      </div>
    </div>
  );
});
