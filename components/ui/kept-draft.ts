'use client';
import { useEffect, useRef, useState } from 'react';

const prefix = 'studio.draft.';

type Kept<Value> = { at: number; value: Value };

function read<Value>(name: string): Kept<Value> | undefined {
  try {
    const text = sessionStorage.getItem(prefix + name);
    return text === null ? undefined : (JSON.parse(text) as Kept<Value>); // as: only `write` below writes under this name
  } catch {
    return undefined; // storage is refused, or the text is not ours: then there is no draft
  }
}

function write<Value>(name: string, value: Value | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(prefix + name);
    else if (JSON.stringify(value) === JSON.stringify(read(name)?.value))
      return; // restored, not changed: it keeps its time
    else sessionStorage.setItem(prefix + name, JSON.stringify({ at: Date.now(), value } satisfies Kept<Value>));
  } catch {
    // Storage is full or refused: the draft lives as long as the page.
  }
}

export const hasKeptDraft = (name: string): boolean => read(name) !== undefined;
export const forgetKeptDraft = (name: string): void => write(name, undefined);

/**
 * Keeps a draft in the browser's session storage, so that it survives a reload; a sign-out clears it. It must never hold a secret.
 * @param name of the draft, with the user's and the object's id
 * @param value what JSON can hold, undefined while there is nothing to keep; a new identity means a change
 * @param restore called once after the first paint when an earlier draft is there
 * @returns when the restored draft was kept, in epoch milliseconds, and what forgets that
 */
export function useKeptDraft<Value>(name: string, value: Value | undefined, restore: (value: Value) => void) {
  const [restoredAt, setRestoredAt] = useState<number>();
  const latest = useRef(restore);
  useEffect(() => {
    latest.current = restore;
  });
  useEffect(() => {
    const kept = read<Value>(name);
    if (!kept) return;
    setRestoredAt(kept.at);
    latest.current(kept.value);
  }, [name]);
  const isFirst = useRef(true);
  useEffect(() => {
    const isRestored = isFirst.current && read(name) !== undefined;
    isFirst.current = false;
    if (!isRestored) write(name, value); // the first value must not overwrite what is about to be restored
  }, [name, value]);
  return { restoredAt, forget: () => setRestoredAt(undefined) };
}
