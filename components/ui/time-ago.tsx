'use client';
import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { usePreferences } from './preferences.tsx';
import { timeAgo } from './time-words.ts';

/** One clock for all times on the page, started by the first that shows. */
const tick = 10_000; // milliseconds
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, tick);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const readNow = () => (timer ? now : Date.now() - (Date.now() % tick));

/** On the server there is no now to share with the browser: the first paint says the date. */
const useNow = () => useSyncExternalStore(subscribe, readNow, () => undefined);

const exact = (at: number, timeZone: string | undefined) =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(at);

/** A moment as *5 min ago*; local time and UTC in a tooltip. */
export function TimeAgo({ at }: { at: number | undefined }) {
  const current = useNow();
  const { time_zone } = usePreferences().preferences;
  if (at === undefined) return <span>—</span>;
  const iso = new Date(at).toISOString();
  return (
    <Tooltip label={`${exact(at, time_zone ?? undefined)} · ${iso}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a tooltip says must be reachable by keyboard */}
      <time dateTime={iso} tabIndex={0} style={{ whiteSpace: 'nowrap' }}>
        {current === undefined ? iso.slice(0, 10) : timeAgo(at, Math.max(at, current))}
      </time>
    </Tooltip>
  );
}

/** A moment of today as *14:02*. */
export function ClockTime({ at }: { at: number }) {
  const { time_zone } = usePreferences().preferences;
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: time_zone ?? undefined });
  return (
    <time dateTime={new Date(at).toISOString()} suppressHydrationWarning>
      {clock.format(at)}
    </time>
  );
}
