import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const sample = (name: string) => ({
  name,
  version: 1,
  protocol: 'http',
  parameters: { model: 'gpt' },
  credential: { key: 'k' },
  actions: [{ action_type: 'predict', method: 'POST', url: 'https://api.openai.com/v1/chat/completions', request_body: '{}' }],
});

/** Opens something, looks, and closes it with Esc. */
async function lookAt(page: Page, what: string, { colorsOnly, open }: { colorsOnly: boolean; open: () => Promise<void> }) {
  await open();
  expect(await violations(page, { part: '[role="menu"], [role="dialog"]', colorsOnly }), what).toEqual([]);
  await page.keyboard.press('Escape');
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing with menus, lists and dialogs open, ${theme}`, { tag: '@long' }, async ({ signedIn: page, api }) => {
    const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', sample('Menu owner'));
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto('/connectors');
    const colorsOnly = theme === 'dark';
    const press = async (name: string | RegExp, opened: () => Promise<void>) => {
      await page.getByRole('button', { name, exact: true }).click();
      await opened();
    };
    const menu = () => expect(page.getByRole('menu')).toBeVisible();
    const dialog = () => expect(page.getByRole('dialog')).toBeVisible();
    for (const name of ['Help', 'Theme', /user menu of/, 'Refresh', 'Actions for Menu owner'])
      await lookAt(page, String(name), { colorsOnly, open: () => press(name, menu) });
    const tools = page.getByRole('search');
    for (const name of ['State', 'Columns']) {
      await lookAt(page, name, {
        colorsOnly,
        open: async () => {
          await tools.getByRole('button', { name, exact: true }).click();
          await dialog();
        },
      });
    }
    await lookAt(page, 'shortcuts', {
      colorsOnly,
      open: async () => {
        await page.keyboard.press('?');
        await dialog();
      },
    });
    await lookAt(page, 'palette', {
      colorsOnly,
      open: async () => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Search the studio' }).fill('menu owner');
        await expect(page.getByRole('option', { name: /^Menu owner/ })).toBeVisible();
      },
    });
    await page.getByRole('checkbox', { name: 'Select Menu owner' }).check();
    await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
    expect(await violations(page, { part: '[aria-label="Selection"]', colorsOnly }), 'selection').toEqual([]);
    await page.setViewportSize({ width: 375, height: 760 });
    await lookAt(page, 'navigation', { colorsOnly, open: () => press('Open the navigation', dialog) });
    await api.call('DELETE', `/_plugins/_ml/connectors/${connector_id}`);
  });
}
