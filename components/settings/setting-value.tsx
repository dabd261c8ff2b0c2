import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import type { SettingValue } from '#lib/settings/setting.ts';
import { Marked } from './marked.tsx';
import css from './setting-row.module.css';

type SettingValueTextProps = {
  row: Pick<SettingRow, 'type'>;
  value: SettingValue;
  /** Words to mark. */
  words: readonly string[];
};

/** A value for reading only. */
export function SettingValueText({ row, value, words }: SettingValueTextProps) {
  if (typeof value !== 'string') {
    if (value.length === 0) return <span className={css.nothing}>Empty</span>;
    return (
      <ul className={css.values}>
        {value.map((item) => (
          <li key={item}>
            <code translate="no">
              <Marked text={item} words={words} />
            </code>
          </li>
        ))}
      </ul>
    );
  }
  if (row.type === 'boolean') return <span>{value === 'true' ? 'On' : 'Off'}</span>;
  return value === '' ? (
    <span className={css.nothing}>Empty</span>
  ) : (
    <code translate="no" className={css.single}>
      <Marked text={value} words={words} />
    </code>
  );
}

/** *on*, *10mb*, *data, ml*: a value in a sentence. */
export function valueWords({ type }: Pick<SettingRow, 'type'>, value: SettingValue): string {
  if (typeof value !== 'string') return value.length === 0 ? 'empty' : value.join(', ');
  if (type === 'boolean') return value === 'true' ? 'on' : 'off';
  return value === '' ? 'empty' : value;
}
