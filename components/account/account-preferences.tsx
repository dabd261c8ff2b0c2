'use client';
import { SegmentedControl, Select, Switch } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Panel } from '#components/ui/panel.tsx';
import { usePreferences } from '#components/ui/preferences.tsx';
import { readThemeChoice } from '#components/ui/theme-choice.ts';
import css from './account.module.css';
import { TimeZoneSelect } from './time-zone-select.tsx';

const sizes = [12, 13, 14, 15, 16, 17, 18];
const usual = 13;

/** How the person wants things shown: each choice acts at once, and goes with the account to other browsers. */
export function AccountPreferences() {
  const { preferences, change } = usePreferences();
  const { theme = 'auto', density = 'comfortable', editor = {}, shortcuts = true, time_zone = null } = preferences;
  return (
    <Panel title="Preferences" id="preferences" padding="wide" description="They go with your account to every browser.">
      <div className={css.stack}>
        <Choice label="Theme">
          {(id) => (
            <SegmentedControl
              aria-labelledby={id}
              data={[
                { value: 'auto', label: 'System' },
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
              ]}
              value={theme}
              onChange={(value) => change({ theme: readThemeChoice(value) })}
            />
          )}
        </Choice>
        <Choice label="Rows of tables">
          {(id) => (
            <SegmentedControl
              aria-labelledby={id}
              data={[
                { value: 'comfortable', label: 'Comfortable' },
                { value: 'compact', label: 'Compact' },
              ]}
              value={density}
              onChange={(value) => change({ density: value === 'compact' ? 'compact' : 'comfortable' })}
            />
          )}
        </Choice>
        <Select
          label="Font size of editors"
          data={sizes.map((size) => ({ value: String(size), label: `${size} px` }))}
          className={css.short}
          value={String(editor.font_size ?? usual)}
          onChange={(size) => size !== null && change({ editor: { ...editor, font_size: Number(size) } })}
          allowDeselect={false}
        />
        <Switch
          label="Break long lines in editors"
          checked={editor.wrap ?? false}
          onChange={(event) => change({ editor: { ...editor, wrap: event.currentTarget.checked } })}
        />
        <Switch
          label="Single-key shortcuts"
          description="Switch them off if speech input or another tool types letters for you."
          checked={shortcuts}
          onChange={(event) => change({ shortcuts: event.currentTarget.checked })}
        />
        <TimeZoneSelect value={time_zone} onChange={(next) => change({ time_zone: next })} />
      </div>
    </Panel>
  );
}

/** A control that no label element can name. */
function Choice({ label, children }: { label: string; children: (labelId: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <span className={css.label} id={id}>
        {label}
      </span>
      {children(id)}
    </div>
  );
}
