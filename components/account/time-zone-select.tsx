'use client';
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import css from './account.module.css';

const ofBrowser = 'browser';

/** The zone in which times are shown. @param value IANA name; null for the browser's */
export function TimeZoneSelect({ value, onChange }: { value: string | null; onChange: (zone: string | null) => void }) {
  const zones = useMemo(() => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(value ? [value] : [])])], [value]);
  return (
    <Select
      label="Time zone"
      description="Times in UTC stand beside it in tooltips."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      searchable
      nothingFoundMessage="No zone of that name"
      data={[{ value: ofBrowser, label: 'As the browser’s' }, ...zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))]}
      value={value ?? ofBrowser}
      onChange={(zone) => onChange(zone === null || zone === ofBrowser ? null : zone)}
      allowDeselect={false}
      limit={100}
      className={css.field}
    />
  );
}
