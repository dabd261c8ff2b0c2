import type { MantineColorSchemeManager } from '@mantine/core';

export const themeChoices = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** In a cookie, so that the server's first paint is right; signing out clears the browser's storage, not this. */
export const themeCookie = 'studio_theme';

export const readThemeChoice = (value: string | undefined): ThemeChoice => themeChoices.find((choice) => choice === value) ?? 'auto';

const oneYear = 365 * 24 * 60 * 60; // seconds

/** Keeps the theme in the cookie. */
export function colorSchemeManager(initial: ThemeChoice): MantineColorSchemeManager {
  const write = (value: ThemeChoice, maxAge: number) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${themeCookie}=${value}; Path=/; Max-Age=${maxAge}; SameSite=Lax`;
  };
  return {
    get: () => initial,
    set: (value) => write(value, oneYear),
    subscribe: () => {},
    unsubscribe: () => {},
    clear: () => write('auto', 0),
  };
}
