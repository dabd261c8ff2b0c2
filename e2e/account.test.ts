import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a price of the account shows what a call costs, on the run and in the history', async ({ signedIn: page, upstream, api }) => {
  await api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': [`^http://${upstream.host.replaceAll('.', '\\.')}/.*$`],
    },
  });
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create?blueprint_id=openai-chat', {
    name: 'Priced chat',
    version: '1',
    protocol: 'http',
    parameters: { model: 'gpt-5-mini' },
    credential: { key: 'secret' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `http://${upstream.host}/v1/chat/completions`,
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{ "model": "${parameters.model}", "q": "${parameters.q}" }',
      },
    ],
  });
  await page.goto('/connectors');
  await page.getByRole('button', { name: /user menu/ }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  const prices = page.getByRole('form', { name: 'Price table' });
  await prices.getByRole('button', { name: 'Add price' }).click();
  await prices.getByLabel('Input').fill('0.25');
  await prices.getByLabel('Output').fill('two');
  await prices.getByRole('button', { name: 'Save prices' }).click();
  await expect(prices.getByRole('button', { name: 'Row 1: Enter a name.' })).toBeVisible();
  await prices.getByLabel('Name').fill('gpt-5*');
  await prices.getByLabel('Output').fill('2');
  await prices.getByRole('button', { name: 'Save prices' }).click();
  await expect(page.getByText('Price table saved.')).toBeVisible();

  upstream.answers.length = 0;
  upstream.answers.push({ status: 200, body: { usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 } } });
  await page.goto(`/playground?connector=${connector_id}`);
  await page.getByRole('textbox', { name: 'q', exact: true }).fill('hello');
  await page.keyboard.press('Control+Enter');
  await expect(region(page, 'Response')).toContainText('1,100 tokens (1000 in, 100 out) · $0.00045');
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByRole('dialog', { name: 'History' }).getByRole('listitem').first()).toContainText('1,100 tokens$0.00045');
  await api.call('PATCH', '/api/studio/account', { preferences: { prices: [] } });
});

test('preferences act at once and go to another browser; a new password ends its session', { tag: '@long' }, async ({
  browser,
  page,
  api,
  baseURL,
}) => {
  const person = { username: 'pia', password: 'a first long password' };
  await api.call('POST', '/api/studio/users', { ...person, role: 'ml_full_access', backend_roles: [] });
  const signIn = async (at: typeof page, password: string) => {
    await at.goto(`${baseURL}/sign-in?next=/account`);
    await at.getByLabel('Username').fill(person.username);
    await at.getByLabel('Password', { exact: true }).fill(password);
    await at.getByRole('button', { name: 'Sign in' }).click();
    await expect(at.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  };
  await signIn(page, person.password);
  // Data of everybody is for administrators.
  await expect(page.getByRole('heading', { name: 'Data' })).toBeHidden();
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page
    .getByRole('combobox', { name: 'Time zone' })
    .or(page.getByRole('textbox', { name: 'Time zone' }))
    .fill('Lisbon');
  await page.getByRole('option', { name: 'Europe/Lisbon' }).click();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('?');
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await signIn(elsewhere, person.password);
  await expect(elsewhere.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(elsewhere.getByRole('switch', { name: 'Single-key shortcuts' })).not.toBeChecked();
  await expect(
    elsewhere.getByRole('combobox', { name: 'Time zone' }).or(elsewhere.getByRole('textbox', { name: 'Time zone' })),
  ).toHaveValue('Europe/Lisbon');

  await page.getByLabel('Present password', { exact: true }).fill('not this one');
  await page.getByLabel('New password', { exact: true }).fill('another long password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('This is not the present password.')).toBeVisible();
  await page.getByLabel('Present password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed. Your other sessions have ended.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await signIn(elsewhere, 'another long password');
  await context.close();
});

test('an administrator decides for how long runs are kept, and clears them once the phrase is typed', { tag: '@long' }, async ({
  signedIn: page,
  api,
}) => {
  await page.goto('/account');
  const data = region(page, 'Data');
  await data
    .getByRole('combobox', { name: 'Keep bodies' })
    .or(data.getByRole('textbox', { name: 'Keep bodies' }))
    .click();
  await page.getByRole('option', { name: 'Never' }).click();
  await expect(page.getByText('Keep bodies saved.')).toBeVisible();
  const { persistent } = await api.call<{ persistent: Record<string, unknown> }>('GET', '/_cluster/settings?flat_settings=true');
  expect(persistent).toMatchObject({ 'studio.history.keep_bodies': '0' });
  const download = page.waitForEvent('download');
  await data.getByRole('link', { name: 'Export runs as CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await data.getByRole('button', { name: 'Clear activity' }).click();
  const dialog = page.getByRole('dialog', { name: 'Clear all activity?' });
  await dialog.getByRole('button', { name: 'Clear activity' }).click();
  await expect(dialog.getByText('This is not the same text.')).toBeVisible();
  await dialog.getByRole('textbox').fill('clear activity');
  await dialog.getByRole('button', { name: 'Clear activity' }).click();
  await expect(page.getByText('Activity cleared.')).toBeVisible();
  expect(await api.call('GET', '/api/studio/runs')).toMatchObject({ items: [] });
});

test('axe finds nothing on the account and on the explanations of errors, in both themes and widths', { tag: '@long' }, async ({
  signedIn: page,
}) => {
  test.setTimeout(120_000);
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/account', '/help/errors']) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(path);
      if (path === '/account') {
        await page.getByRole('button', { name: 'Add price' }).click();
        await expect(region(page, 'Data').getByText('Inputs, answers and reasons of runs.')).toBeVisible();
      }
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(page, { colorsOnly: true })).toEqual([]);
    }
  }
});
