'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Palette } from '../ui/palette.tsx';
import { usePaletteActions, usePalettePages } from './palette-entries.tsx';
import { usePaletteObjects } from './palette-objects.tsx';
import { fits } from './palette-text.ts';

const pause = 150; // milliseconds after the last key

/** Everything by name from everywhere: pages, connectors, models, blueprints, actions. */
export function CommandPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const [settled] = useDebouncedValue(wanted, pause);
  const objects = usePaletteObjects(opened ? settled : '');
  const isBehind = wanted !== settled;
  const local = [
    { label: 'Pages', entries: usePalettePages() },
    { label: 'Actions', entries: usePaletteActions() },
  ].map(({ label, entries }) => ({ label, entries: entries.filter((entry) => fits(entry.label, wanted)) }));
  const close = () => {
    setText('');
    onClose();
  };
  return (
    <Palette
      opened={opened}
      onClose={close}
      label="Search the studio"
      placeholder="Search pages, connectors, models, blueprints and actions"
      text={text}
      onText={setText}
      groups={[...local, ...(wanted === '' || isBehind ? [] : objects.groups)]}
      isLoading={wanted !== '' && (isBehind || objects.isLoading)}
      problem={wanted === '' ? undefined : objects.problem}
    />
  );
}
