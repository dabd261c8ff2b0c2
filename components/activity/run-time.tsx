'use client';
import { useSyncExternalStore } from 'react';
import { usePreferences } from '#components/ui/preferences.tsx';
import { momentText } from './moment-text.ts';

const never = () => () => {};

/** False on the server and for the first paint in the browser, which have no time zone in common. */
export const useIsInBrowser = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** How a moment is written in the time zone of the account. */
export function useMomentText(): (at: number) => string {
  const { time_zone } = usePreferences().preferences;
  const isInBrowser = useIsInBrowser();
  if (!isInBrowser) return (at) => momentText(at, at, 'UTC');
  return (at) => momentText(at, Date.now(), time_zone ?? undefined);
}

/** When a run ended: *14:02:11*, with the day where it is another one. */
export function RunTime({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{useMomentText()(at)}</time>;
}
