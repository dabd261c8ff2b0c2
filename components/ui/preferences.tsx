'use client';
import { createContext, useContext } from 'react';
import type { Preferences } from '#lib/access/preferences.ts';

export type PreferencesValue = {
  preferences: Preferences;
  /** Takes effect at once; whoever provides it also keeps it. */
  change: (changes: Preferences) => void;
};

const Context = createContext<PreferencesValue>({ preferences: {}, change: () => {} });

export const PreferencesProvider = Context.Provider;

/** How the person wants things shown. */
export const usePreferences = () => useContext(Context);
