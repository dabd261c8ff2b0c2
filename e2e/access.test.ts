import type { Browser, Page } from '@playwright/test';
import { violations } from './axe.ts';
import { administrator, expect, test } from './fixtures.ts';
import { openPage } from './open-page.ts';

type Api = { call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> };
type User = { id: string; username: string; invitation?: string };

const password = 'a password of a colleague';
const key = 'plugins.ml_commons.connector_access_control_enabled';
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function signIn(page: Page, username: string, secret = password) {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** A browser of their own for somebody who is a user already; it begins on `path`. */
async function asUser(browser: Browser, baseURL: string | undefined, username: string, path: string) {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.goto(path);
  await expect(heading(page)).toHaveText('Sign in');
  await signIn(page, username);
  await expect(page).not.toHaveURL(/sign-in/);
  return { page, close: () => context.close() };
}

const add = (api: Api, username: string, more: object) =>
  api.call<User>('POST', '/api/studio/users', { username, role: 'ml_full_access', backend_roles: [], ...more });

async function removeUsers(api: Api) {
  const { items } = await api.call<{ items: User[] }>('GET', '/api/studio/users?size=100');
  for (const { id, username } of items) if (username !== administrator.username) await api.call('DELETE', `/api/studio/users/${id}`);
}

test.afterEach(({ api }) => removeUsers(api));

test('who is invited chooses a password once, and is shown only what the role allows', async ({ signedIn: page, browser, baseURL }) => {
  await openPage(page, '/users', 'Users');
  await page.getByRole('button', { name: 'Add user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('rita');
  await dialog.getByRole('combobox', { name: 'Role', exact: true }).click();
  await page.getByRole('option', { name: 'ml_read_access' }).click();
  await dialog.getByRole('button', { name: 'Add and make the link' }).click();
  const link = await dialog.getByText(/\/sign-in\?invitation=[\w-]{43}$/).textContent();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(row(page, 'rita')).toContainText('Invited');

  const context = await browser.newContext({ baseURL });
  const hers = await context.newPage();
  await hers.goto(link ?? '');
  await expect(heading(hers)).toHaveText('Welcome, rita');
  await hers.getByLabel('Choose a password').fill('short');
  await hers.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(hers.getByText('Use at least 12 characters.')).toBeVisible();
  await hers.getByLabel('Choose a password').fill(password);
  await hers.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(heading(hers)).toHaveText('Connectors');
  await expect(hers.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Models' })).toBeVisible();
  await expect(hers.getByRole('link', { name: 'Users' })).toHaveCount(0);
  await expect(hers.getByRole('link', { name: 'Create connector' })).toHaveCount(0);
  for (const [path, role] of [
    ['/users', 'all_access'],
    ['/connectors/new', 'ml_full_access'],
  ] as const) {
    const answer = await hers.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(heading(hers)).toHaveText("You can't open this page");
    await expect(hers.getByText(`It needs the ${role} role. Ask an administrator.`)).toBeVisible();
  }
  await hers.goto(link ?? '');
  await expect(hers.getByText('This invitation is not valid any more')).toBeVisible();
  await context.close();
});

test('A-03: an administrator changes a role, signs out, disables and deletes; each acts at once', { tag: '@long' }, async ({
  signedIn: page,
  browser,
  baseURL,
  api,
}) => {
  await add(api, 'olga', { password });
  const olga = await asUser(browser, baseURL, 'olga', '/connectors');
  await openPage(page, '/users', 'Users');
  await expect(row(page, 'admin')).toContainText('You');
  const choose = async (name: string, action: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };

  await page.getByRole('button', { name: 'Edit olga' }).click();
  const flyout = page.getByRole('dialog', { name: 'Edit olga' });
  await flyout.getByLabel('Backend roles').fill('search');
  await page.keyboard.press('Enter');
  await flyout.getByRole('combobox', { name: 'Role', exact: true }).click();
  await page.getByRole('option', { name: 'ml_read_access' }).click();
  await expect(flyout.getByText('A new role ends all their sessions.')).toBeVisible();
  await flyout.getByRole('button', { name: 'Save changes' }).click();
  await expect(row(page, 'olga')).toContainText('ml_read_access');
  await expect(row(page, 'olga')).toContainText('search');
  await olga.page.goto('/models');
  await expect(heading(olga.page)).toHaveText('Sign in');
  await signIn(olga.page, 'olga');
  await expect(heading(olga.page)).toHaveText('Models');

  await choose('olga', 'Sign out everywhere');
  await expect(page.getByText('olga is signed out everywhere.')).toBeVisible();
  await olga.page.goto('/models');
  await expect(heading(olga.page)).toHaveText('Sign in');

  await choose('olga', 'Disable');
  await expect(row(page, 'olga')).toContainText('Disabled');
  await signIn(olga.page, 'olga');
  await expect(olga.page.getByText('Username or password is wrong.')).toBeVisible();
  await choose('olga', 'Enable');
  await expect(row(page, 'olga')).toContainText('Active');
  await signIn(olga.page, 'olga');
  await expect(heading(olga.page)).toHaveText('Models');

  await choose('olga', 'Delete');
  const confirm = page.getByRole('dialog', { name: 'Delete olga?' });
  await confirm.getByRole('button', { name: 'Delete user' }).click();
  await expect(confirm.getByText('This is not the same text.')).toBeVisible();
  await confirm.getByLabel(/Type olga to confirm/).fill('olga');
  await confirm.getByRole('button', { name: 'Delete user' }).click();
  await expect(row(page, 'olga')).toHaveCount(0);
  await olga.page.goto('/models');
  await expect(heading(olga.page)).toHaveText('Sign in');
  await olga.close();

  await page.getByRole('button', { name: 'Actions for admin' }).click();
  for (const action of ['Disable', 'Delete']) {
    const item = page.getByRole('menuitem', { name: new RegExp(`^${action}`) });
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toContainText('This is your own account.');
  }
});

const define = (name: string, host: string, fields: object) => ({
  name,
  version: '1',
  protocol: 'http',
  credential: { key: 'k' },
  actions: [{ action_type: 'predict', method: 'POST', url: `http://${host}/v1`, request_body: '{ "prompt": "${parameters.prompt}" }' }],
  ...fields,
});

test('M-01, M-04: pages show a connector to whoever may read it, and to others as if there were none', { tag: '@long' }, async ({
  signedIn: page,
  browser,
  baseURL,
  api,
  upstream,
}) => {
  await api.call('PUT', '/_cluster/settings', {
    persistent: { [key]: true, 'plugins.ml_commons.trusted_connector_endpoints_regex': ['.*'] },
  });
  await add(api, 'sam', { password, backend_roles: ['it'] });
  await add(api, 'otto', { password, backend_roles: ['hr'] });
  const make = async (name: string, fields: object) =>
    (await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', define(name, upstream.host, fields)))
      .connector_id;
  const shared = await make('Shared with it', { backend_roles: ['it'] });
  const hidden = await make('Of the administrator', { access_mode: 'private' });
  const open = await make('For everybody', { access_mode: 'public' });
  await openPage(page, '/connectors', 'Connectors');
  for (const name of ['Shared with it', 'Of the administrator', 'For everybody']) await expect(row(page, name)).toBeVisible();

  for (const [username, readable] of [
    ['sam', [shared, open]],
    ['otto', [open]],
  ] as const) {
    const user = await asUser(browser, baseURL, username, '/connectors');
    const names = new Map([
      [shared, 'Shared with it'],
      [hidden, 'Of the administrator'],
      [open, 'For everybody'],
    ]);
    await expect(row(user.page, 'For everybody')).toBeVisible();
    for (const [id, name] of names) {
      const isReadable = (readable as readonly string[]).includes(id);
      await expect(row(user.page, name)).toHaveCount(isReadable ? 1 : 0);
      const answer = await user.page.request.get(`/connectors/${id}`);
      expect(answer.status(), `${username}: ${name}`).toBe(isReadable ? 200 : 404);
      expect((await answer.text()).includes(name)).toBe(isReadable);
      expect((await user.page.request.get(`/connectors/new?from=${id}`)).status()).toBe(isReadable ? 200 : 404);
    }
    await user.page.goto(`/connectors/${hidden}`);
    const words = await user.page.getByRole('main').innerText();
    await user.page.goto('/connectors/there-is-none');
    expect(await user.page.getByRole('main').innerText()).toBe(words);
    await user.page.goto(`/connectors/${open}`);
    await expect(heading(user.page)).toHaveText('For everybody');
    await user.close();
  }
  for (const id of [shared, hidden, open]) await api.call('DELETE', `/_plugins/_ml/connectors/${id}`);
});

test('M-11: a link to a run opens for a colleague who may read its connector, and for no other', { tag: '@long' }, async ({
  browser,
  baseURL,
  api,
  upstream,
}) => {
  await api.call('PUT', '/_cluster/settings', {
    persistent: { [key]: true, 'plugins.ml_commons.trusted_connector_endpoints_regex': ['.*'] },
  });
  await add(api, 'sam', { password, backend_roles: ['it'] });
  await add(api, 'otto', { password, backend_roles: ['hr'] });
  const body = define('Asked by the administrator', upstream.host, { backend_roles: ['it'] });
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', body);
  const { run_id } = await api.call<{ run_id: string }>('POST', '/api/studio/predictions', {
    target: { connector_id },
    mode: 'dry_run',
    body: { parameters: { prompt: 'what was asked in confidence' } },
  });
  const { link } = await api.call<{ link: string }>('POST', `/api/studio/runs/${run_id}/_share`);
  const sam = await asUser(browser, baseURL, 'sam', link);
  await expect(sam.page.getByLabel('prompt', { exact: true })).toHaveValue('what was asked in confidence');
  await sam.close();
  const otto = await asUser(browser, baseURL, 'otto', link);
  await expect(otto.page.getByText(`Failed to find run with the provided run id: ${run_id}`)).toBeVisible();
  await expect(otto.page.getByText('what was asked in confidence')).toHaveCount(0);
  await otto.close();
  await api.call('DELETE', `/_plugins/_ml/connectors/${connector_id}`);
});

test('A-07: an API token is shown once, works for its scope, and ends when it is removed', { tag: '@long' }, async ({
  signedIn: page,
  baseURL,
}) => {
  await page.goto('/account');
  const tokens = page.getByRole('region', { name: 'API tokens' });
  await tokens.getByRole('button', { name: 'Create token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await expect(dialog.getByText('Enter a name.')).toBeVisible();
  await dialog.getByLabel('Name').fill('nightly ingest');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = (await dialog.getByText(/^studio_[\w-]{43}$/).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(tokens.getByRole('listitem')).toContainText('nightly ingest');
  await expect(page.getByText(token)).toHaveCount(0);
  const ask = async (method: string, path: string) =>
    (await fetch(baseURL + path, { method, headers: { authorization: `Bearer ${token}` } })).status;
  expect(await ask('GET', '/api/studio/connectors')).toBe(200);
  expect(await ask('GET', '/api/studio/users')).toBe(403);
  await page.reload();
  await expect(tokens.getByRole('listitem')).toContainText('used');
  await tokens.getByRole('button', { name: 'Remove nightly ingest' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove token' }).click();
  await expect(tokens.getByText('You have no token yet.')).toBeVisible();
  expect(await ask('GET', '/api/studio/connectors')).toBe(401);
});

test('users, their forms and the invitation are accessible, narrow and dark too', { tag: '@long' }, async ({
  signedIn: page,
  api,
  browser,
  baseURL,
}) => {
  const { invitation } = await add(api, 'bo', { backend_roles: ['a-very-long-backend-role-that-nobody-would-think-of', 'search'] });
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await openPage(page, '/users', 'Users');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Add user' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Edit bo' }).click();
    await expect(page.getByRole('dialog', { name: 'Edit bo' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Edit bo' })).toBeFocused();
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, { colorsOnly: true })).toEqual([]);
  const context = await browser.newContext({ baseURL, viewport: { width: 320, height: 700 } });
  const stranger = await context.newPage();
  await stranger.goto(invitation ?? '');
  await expect(heading(stranger)).toHaveText('Welcome, bo');
  expect(await violations(stranger)).toEqual([]);
  await context.close();
});
