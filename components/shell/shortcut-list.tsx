'use client';
import { Modal, Switch } from '@mantine/core';
import { Keys } from '../ui/kbd.tsx';
import { usePreferences } from '../ui/preferences.tsx';
import { type Shortcut, useShortcutList } from '../ui/shortcuts.tsx';
import css from './shortcut-list.module.css';

function byGroup(shortcuts: Shortcut[]) {
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts) groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  return [...groups];
}

/** All keys that do something on this page. */
export function ShortcutList({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const groups = byGroup(useShortcutList());
  const { preferences, change } = usePreferences();
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size={480} closeButtonProps={{ 'aria-label': 'Close' }}>
      {groups.map(([group, shortcuts]) => (
        <section key={group} className={css.group}>
          <h3 className={css.heading}>{group}</h3>
          <dl className={css.list}>
            {shortcuts.map(({ keys, label }) => (
              <div key={keys} className={css.row}>
                <dt>{label}</dt>
                <dd>
                  <Keys keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Switch
        label="Single-key shortcuts"
        description="Switch them off if speech input or another tool types letters for you."
        checked={preferences.shortcuts ?? true}
        onChange={(event) => change({ shortcuts: event.currentTarget.checked })}
      />
    </Modal>
  );
}
