import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { administrator, expect, test } from './fixtures.ts';
import { openPage } from './open-page.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function fillSignIn(page: Page, { username, password }: { username: string; password: string }) {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('A-10: sign-in leads back to the page that asked for it, and nowhere else', async ({ page, studio }) => {
  await page.goto('/models?q=titan');
  await expect(heading(page)).toHaveText('Sign in');
  await fillSignIn(page, { username: administrator.username, password: 'not the password' });
  await expect(page.getByRole('alert').filter({ hasText: 'Username or password is wrong.' })).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await fillSignIn(page, administrator);
  await expect(page).toHaveURL(`${studio.origin}/models?q=titan`);
  await page.goto('/sign-in?next=//e.example/x');
  await expect(page).toHaveURL(`${studio.origin}/connectors`);
});

test('A-05: after too many tries the form counts down', async ({ page }) => {
  await page.goto('/sign-in');
  for (let tries = 0; tries < 3; tries++) {
    await fillSignIn(page, { username: 'nobody', password: `wrong ${tries}` });
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  }
  await fillSignIn(page, { username: 'nobody', password: 'wrong again' });
  await expect(page.getByText(/Too many tries. Try again in \d+ s/)).toBeVisible();
});

test('the keyboard alone reaches content and pages, and the title takes the focus', async ({ signedIn: page }) => {
  await page.goto('/connectors');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(heading(page)).toHaveText('Blueprints');
  await expect(heading(page)).toBeFocused();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Blueprints' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('?g c');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(heading(page)).toHaveText('Blueprints');
});

test('the palette finds pages, objects by name or id and actions, by keyboard alone', async ({ signedIn: page, api }) => {
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', {
    name: 'Palette target',
    version: 1,
    protocol: 'http',
    credential: { key: 'k' },
    actions: [{ action_type: 'predict', method: 'POST', url: 'https://api.openai.com/v1/chat/completions', request_body: '{}' }],
  });
  await openPage(page, '/settings', 'Cluster settings');
  const box = page.getByRole('combobox', { name: 'Search the studio' });
  const choose = async (typed: string, option: string | RegExp) => {
    await page.keyboard.press('Control+k');
    await expect(box).toBeFocused();
    await box.fill(typed);
    await expect(page.getByRole('option', { name: option })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(box).toHaveCount(0);
  };
  await choose(connector_id, /^Palette target/);
  await expect(heading(page)).toHaveText('Palette target');
  await expect(heading(page)).toBeFocused();
  await choose('theme dark', 'Use the dark theme');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await choose('keyb', /^Keyboard shortcuts/);
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Search' }).click();
  await box.fill('no such thing');
  await expect(page.getByText('Nothing for “no such thing”.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Search' })).toBeFocused();
  await choose('mod', /^Models/);
  await expect(heading(page)).toHaveText('Models');
});

test('theme and navigation are as they were left, from the first paint on', async ({ signedIn: page }) => {
  await page.goto('/connectors');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('button', { name: 'Collapse' }).click();
  await expect(page.getByRole('button', { name: 'Expand' })).toHaveAttribute('aria-expanded', 'false');
  const html = await (await page.request.get('/connectors', { headers: { accept: 'text/html' } })).text();
  expect(html).toContain('data-mantine-color-scheme="dark"');
  expect(html).toContain('data-nav="collapsed"');
});

test('an ended session asks for the password over the page, which stays as it is', async ({ signedIn: page }) => {
  await page.goto('/connectors');
  await page.getByRole('searchbox').fill('typed before');
  await expect(page).toHaveURL(/q=typed/);
  await page.context().clearCookies();
  await page.getByRole('searchbox').fill('typed before and after');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password', { exact: true }).fill(administrator.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('searchbox')).toHaveValue('typed before and after');
  await expect(page.getByText('No connectors match these filters.')).toBeVisible();
});

test('signing out ends the session and leads to sign-in', async ({ signedIn: page }) => {
  await page.goto('/connectors');
  await page.getByRole('button', { name: /user menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(heading(page)).toHaveText('Sign in');
  await page.goto('/connectors');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fconnectors$/);
});

test('a phone has the navigation behind a button', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 375, height: 700 });
  await page.goto('/connectors');
  await page.getByRole('button', { name: 'Open the navigation' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Models' }).click();
  await expect(heading(page)).toHaveText('Models');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('W-01: nothing on a page breaks its policy, with menu, dialog and drawer open', async ({ signedIn: page }) => {
  const broken: string[] = [];
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && broken.push(message.text()));
  await page.goto('/connectors');
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto('/no/such/page');
  await expect(heading(page)).toHaveText('This page does not exist');
  expect(broken).toEqual([]);
});

test('guides are read inside the studio, with their pictures and without another host', { tag: '@long' }, async ({
  signedIn: page,
  studio,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => request.url().startsWith(studio.origin) || elsewhere.push(request.url()));
  await page.goto('/connectors');
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: 'Guides' }).click();
  await expect(heading(page)).toHaveText('Guides');
  await page.getByRole('link', { name: 'Trust an endpoint' }).click();
  await expect(heading(page)).toHaveText('Trust an endpoint');
  const picture = page.getByRole('img', { name: /^Trusted endpoints/ });
  await picture.scrollIntoViewIfNeeded();
  await expect(picture).toHaveJSProperty('naturalWidth', 1280);
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 760 });
    expect(await violations(page), `${width} px`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
  const missing = await page.request.get('/help/no-such-guide');
  expect(missing.status()).toBe(404);
  expect(elsewhere).toEqual([]);
});
