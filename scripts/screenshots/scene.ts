import type { Page } from '@playwright/test';

/** One picture: a page, and what is done on it before it is taken. */
export type Scene = {
  /** Of its file. */
  name: string;
  path: string;
  act?: (page: Page) => Promise<unknown>;
  /** The whole page and not only what a window shows; true unless said otherwise. */
  isWhole?: boolean;
  /** Of the window, where that of all others shows too little. */
  height?: number;
  /** Without signing in. */
  isOpen?: boolean;
  /** It stands in docs/images: in the light theme, or in both. */
  kept?: 'light' | 'both';
};
