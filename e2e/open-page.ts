import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/**
 * Opens a page that has a search box, and waits until it answers to keys: what is pressed while the browser still takes the page over
 * from the server is lost.
 */
export async function openPage(page: Page, path: string, heading: string) {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox').first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.getByRole('searchbox').first().blur();
}
