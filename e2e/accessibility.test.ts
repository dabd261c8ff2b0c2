import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { routes } from './routes.ts';

const widths = [1280, 375];

/** Looked at in every run of the tests; all pages, in both themes, by `npm run test:long`. */
const always: readonly string[] = ['/connectors', '/connectors/new?blueprint=openai-chat', '/playground'];

async function useTheme(page: Page, theme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
}

for (const theme of ['light', 'dark'] as const) {
  for (const { path, heading } of routes) {
    const tag = theme === 'light' && always.includes(path) ? [] : '@long';
    test(`axe finds nothing on ${path}, ${theme}`, { tag }, async ({ signedIn: page }) => {
      await useTheme(page, theme);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect(await violations(page, { colorsOnly: theme === 'dark' }), `${width} px`).toEqual([]);
      }
    });
  }

  test(`axe finds nothing on sign-in, ${theme}`, async ({ page }) => {
    await useTheme(page, theme);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/sign-in');
      expect(await violations(page, { colorsOnly: theme === 'dark' }), `${width} px`).toEqual([]);
    }
  });
}

for (const { path } of routes) {
  test(`${path} needs no sideways scrolling at 320 px`, async ({ signedIn: page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(path);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
