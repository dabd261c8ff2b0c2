'use client';
import { Switch, TagsInput, TextInput } from '@mantine/core';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import type { SettingValue } from '#lib/settings/setting.ts';
import css from './setting-row.module.css';

type SettingControlProps = {
  id: string;
  /** Id of the element that names the control. */
  labelledBy: string;
  row: SettingRow;
  value: SettingValue;
  error: string | undefined;
  onChange: (value: SettingValue) => void;
  onBlur: () => void;
};

/** The control for a setting's type. Patterns have a list of their own. */
export function SettingControl({ id, labelledBy, row, value, error, onChange, onBlur }: SettingControlProps) {
  const shared = { id, 'aria-labelledby': labelledBy, onBlur, error };
  if (row.type === 'boolean') {
    const isOn = value === 'true';
    return (
      <Switch {...shared} label={isOn ? 'On' : 'Off'} checked={isOn} onChange={(event) => onChange(String(event.currentTarget.checked))} />
    );
  }
  if (typeof value !== 'string') {
    return (
      <TagsInput
        {...shared}
        value={[...value]}
        onChange={onChange}
        placeholder={value.length === 0 ? 'Type, then Enter' : undefined}
        spellCheck={false}
        translate="no"
      />
    );
  }
  const isNumber = row.type !== 'text';
  return (
    <TextInput
      {...shared}
      inputMode={row.type === 'integer' || row.type === 'long' ? 'numeric' : undefined}
      autoComplete="off"
      spellCheck={false}
      translate="no"
      className={isNumber ? css.number : undefined}
      classNames={{ input: isNumber ? css.digits : css.code }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
