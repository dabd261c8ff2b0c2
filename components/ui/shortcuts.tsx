'use client';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { chordOf, isPlainKey, meantBy, type Pressed } from './key-chord.ts';
import { usePreferences } from './preferences.tsx';

export type Shortcut = { keys: string; label: string; group: string; run: () => void };

/** Later ones win, so that a page may take a key that the shell has. */
const registered = new Map<string, Shortcut>();
const listeners = new Set<() => void>();
let list: Shortcut[] = [];

function changed() {
  list = [...registered.values()];
  for (const listener of listeners) listener();
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role="textbox"]') !== null);

const isDialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/**
 * Runs `run` on `keys` (`mod+s`, `g c`, `?`) while the component is on the page, and lists it under `?`. Plain keys never fire while
 * somebody types or a dialog is open, and not at all when the person switched them off.
 */
export function useShortcut(keys: string, label: string, run: () => void, { group = 'This page', enabled = true } = {}) {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const entry = { keys, label, group, run: () => latest.current() };
    registered.delete(keys);
    registered.set(keys, entry);
    changed();
    return () => {
      if (registered.get(keys) === entry) registered.delete(keys);
      changed();
    };
  }, [keys, label, group, enabled]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
const none: Shortcut[] = [];

/** Everything that has a key at this moment. */
export const useShortcutList = () =>
  useSyncExternalStore(
    subscribe,
    () => list,
    () => none,
  );

/** Listens to the keyboard; stands once in the shell. */
export function ShortcutListener() {
  const { shortcuts = true } = usePreferences().preferences;
  useEffect(() => {
    let previous: Pressed | undefined;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat || ['Control', 'Shift', 'Meta', 'Alt'].includes(event.key)) return;
      const current = { chord: chordOf(event), at: event.timeStamp };
      const meant = meantBy(previous, current);
      previous = current;
      if (isPlainKey(current.chord) && (!shortcuts || isTyping(event.target))) return;
      if ((isPlainKey(current.chord) || current.chord === 'esc') && isDialogOpen()) return;
      const found = meant.map((keys) => registered.get(keys)).find((entry) => entry !== undefined);
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [shortcuts]);
  return null;
}
