'use client';
import { IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { TextLink } from '../ui/text-link.tsx';
import css from './strips.module.css';

function subscribe(listener: () => void) {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Whether the browser has a network; while it has none, Send and Save explain and wait. */
export const useIsOnline = () =>
  useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );

function Strip({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className={css.strip}>
      {icon}
      <p className={css.words}>{children}</p>
    </div>
  );
}

/** Thin lines under the header: what holds for every page at this moment. */
export function Strips({ isRemoteInferenceOn }: { isRemoteInferenceOn: boolean }) {
  const isOnline = useIsOnline();
  return (
    <div role="status">
      {!isOnline && (
        <Strip icon={<IconWifiOff size={16} aria-hidden />}>You are offline. What you typed stays here; sending and saving wait.</Strip>
      )}
      {!isRemoteInferenceOn && (
        <Strip icon={<IconPlugConnectedX size={16} aria-hidden />}>
          Remote inference is off, so no prediction leaves this server.{' '}
          <TextLink href="/settings?q=remote_inference.enabled">Open the setting</TextLink>
        </Strip>
      )}
    </div>
  );
}
