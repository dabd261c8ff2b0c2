'use client';
import { useMantineColorScheme } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Permission } from '#lib/access/permission.ts';
import type { Preferences } from '#lib/access/preferences.ts';
import { type Session, savePreferences } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';
import { PreferencesProvider } from '../ui/preferences.tsx';
import { showFailure } from '../ui/toast.tsx';

type SessionValue = { session: Session; renew: (session: Session) => void };

const Context = createContext<SessionValue | undefined>(undefined);

function useValue() {
  const value = useContext(Context);
  if (!value) throw new Error('A page outside the shell has no session');
  return value;
}

/** Who looks at the page. */
export const useSession = () => useValue().session;
export const useRenewSession = () => useValue().renew;

/** Whether the person may: `const can = useCan(); can('connector.create')`. What a role can never do is not rendered. */
export function useCan() {
  const { permissions } = useSession();
  return useCallback((permission: Permission) => permissions.includes(permission), [permissions]);
}

/** Gives the pages the session that the server found, and keeps preferences with the account. */
export function SessionProvider({ initial, children }: { initial: Session; children: ReactNode }) {
  const [session, renew] = useState(initial);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const kept = initial.preferences.theme;
  const isOther = useRef(kept !== undefined && kept !== colorScheme);
  // A browser that this person has not used before: its cookie does not know their theme yet.
  useEffect(() => {
    if (kept && isOther.current) setColorScheme(kept);
    isOther.current = false;
  }, [kept, setColorScheme]);
  const change = useCallback(
    (changes: Preferences) => {
      if (changes.theme) setColorScheme(changes.theme);
      renew((before) => ({ ...before, preferences: { ...before.preferences, ...changes } }));
      savePreferences(changes).catch((error: Error) => {
        if (isStudioError(error) && error.status === 401) return; // the sign-in over the page says it
        showFailure(`Your preferences could not be saved. ${error.message}`);
      });
    },
    [setColorScheme],
  );
  const { preferences } = session;
  const view = useMemo(() => ({ preferences, change }), [preferences, change]);
  const value = useMemo(() => ({ session, renew }), [session]);
  return (
    <Context.Provider value={value}>
      <PreferencesProvider value={view}>{children}</PreferencesProvider>
    </Context.Provider>
  );
}
