'use client';
import { createContext, useContext } from 'react';

/** What a person may set about how things are shown. Absent: as drawn. */
export type ViewPreferences = {
  density?: 'normal' | 'compact';
  /** Single-key shortcuts. */
  shortcuts?: boolean;
  /** IANA name; null is the browser's. */
  time_zone?: string | null;
  editor?: { font_size?: number; wrap?: boolean };
  /** By table: ids of the columns that are shown. */
  tables?: Record<string, string[]>;
};

export type PreferencesValue = {
  preferences: ViewPreferences;
  /** Takes effect at once; whoever provides it also keeps it. */
  change: (changes: Partial<ViewPreferences>) => void;
};

const Preferences = createContext<PreferencesValue>({ preferences: {}, change: () => {} });

export const PreferencesProvider = Preferences.Provider;
export const usePreferences = () => useContext(Preferences);
