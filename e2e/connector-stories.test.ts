import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { administrator, expect, test } from './fixtures.ts';

const stored = 'planted-stored-secret';
const fresh = 'planted-fresh-secret';

const definition = (host: string, name: string) => ({
  name,
  version: '1',
  protocol: 'http',
  parameters: { endpoint: host, model: 'm-1' },
  credential: { key: stored },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'http://${parameters.endpoint}/v1/echo',
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{\n  "model": "${parameters.model}",\n  "q": "${parameters.q}"\n}',
    },
  ],
});

type Api = { call<A = Record<string, never>>(method: string, path: string, body?: unknown): Promise<A> };

async function aConnector(api: Api, host: string, name: string): Promise<string> {
  await api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': [`^http://${host.replaceAll('.', '\\.')}/.*$`],
    },
  });
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', definition(host, name));
  return connector_id;
}

async function aDeployedModel(api: Api, connector_id: string, name: string): Promise<string> {
  const body = { name, function_name: 'remote', connector_id };
  const { model_id } = await api.call<{ model_id: string }>('POST', '/_plugins/_ml/models/_register?deploy=true', body);
  return model_id;
}

async function removed(api: Api, connector: string, model?: string) {
  if (model) {
    await api.call('POST', `/_plugins/_ml/models/${model}/_undeploy`);
    await api.call('DELETE', `/_plugins/_ml/models/${model}`);
  }
  await api.call('DELETE', `/_plugins/_ml/connectors/${connector}`);
}

const stateOf = async (api: Api, model: string) =>
  (await api.call<{ model_state: string }>('GET', `/_plugins/_ml/models/${model}`)).model_state;

const body = (page: Page) => page.getByRole('textbox', { name: 'Request body', exact: true });

/** All that a browser keeps or shows. */
const kept = async (page: Page) =>
  [
    await page.content(),
    page.url(),
    await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])),
  ].join();

test('a connector is built from a blueprint: found, its key filled in, created', async ({ signedIn: page, api }) => {
  await api.call('PUT', '/_cluster/settings', {
    persistent: { 'plugins.ml_commons.trusted_connector_endpoints_regex': ['^https://api\\.cohere\\.com/.*$'] },
  });
  await page.goto('/connectors/new');
  await page.getByRole('searchbox', { name: 'Search provider, model, task' }).fill('cohere embed');
  await page.getByRole('link', { name: 'Cohere Embed v3', exact: true }).click();
  await page.getByLabel('cohere_key', { exact: true }).fill(fresh);
  await expect(page.getByText(/trusted by pattern/).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Rendered body' })).toContainText('embed-english-v3.0');
  await page.getByLabel('Name', { exact: true }).fill('Cohere of a story');
  await page.getByRole('button', { name: 'Create connector' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cohere of a story');
  expect(await kept(page)).not.toContain(fresh);
  await removed(api, page.url().split('/').at(-1)?.split('?')[0] ?? '');
});

test('the key of a deployed connector is replaced in one step, and only the service learns it', async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const id = await aConnector(api, upstream.host, 'Rotating');
  const model = await aDeployedModel(api, id, 'Stays deployed');
  await page.goto(`/connectors/${id}?tab=edit`);
  await body(page).waitFor();
  await page.getByRole('tab', { name: 'Overview' }).click();
  const button = page.getByRole('tabpanel', { name: 'Overview' }).getByRole('button', { name: 'Replace key' });
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'Replace the key of Rotating' });
  await expect(dialog.getByText('Stays deployed is deployed on it')).toBeVisible();
  await dialog.getByRole('button', { name: 'Replace key' }).click();
  await expect(dialog.getByText('Enter the new key.')).toBeVisible();
  await expect(dialog.getByLabel('key', { exact: true })).toBeFocused();
  await dialog.getByLabel('key', { exact: true }).fill('********');
  await expect(dialog.getByText('This is the mask that stands for a stored value.')).toBeVisible();
  await dialog.getByLabel('key', { exact: true }).fill(fresh);
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('The new key is in use')).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveText([
    'Undeploy Stays deployed: done',
    'Save the new key: done',
    'Deploy Stays deployed again: done',
  ]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(button).toBeFocused();
  expect(await kept(page)).not.toContain(fresh);
  expect(await stateOf(api, model)).toBe('DEPLOYED');

  upstream.received.length = 0;
  await api.call('POST', `/_plugins/_ml/models/${model}/_predict`, { parameters: { q: 'x' } });
  expect(upstream.received[0]?.headers.authorization).toBe(`Bearer ${fresh}`);

  // The editor that was open meanwhile goes on from what is stored now.
  await page.getByRole('tab', { name: 'Edit' }).click();
  await page.getByLabel('model', { exact: true }).fill('m-2');
  await page.keyboard.press('Control+s');
  await page
    .getByRole('dialog', { name: 'A model uses this connector.' })
    .getByRole('button', { name: 'Undeploy, save, deploy again' })
    .click();
  await expect(page.getByText('Rotating saved, its model deployed again.')).toBeVisible();
  await removed(api, id, model);
});

test('a save under deployed models that fails half-way leaves all as it was', async ({ signedIn: page, upstream, api }) => {
  const id = await aConnector(api, upstream.host, 'Rolled back');
  const model = await aDeployedModel(api, id, 'Held');
  await page.goto(`/connectors/${id}?tab=edit`);
  await page.getByLabel('model', { exact: true }).fill('m-2');
  await expect(page.getByText('1 unsaved change', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+s');
  const held = page.getByRole('dialog', { name: 'A model uses this connector.' });
  await expect(held.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveText([
    'Undeploy Held',
    'Save the connector',
    'Deploy Held again',
  ]);
  await api.call('POST', `/api/studio/connectors/${id}/_save`, { description: 'theirs' }).catch(() => {}); // its answer is a stream
  await held.getByRole('button', { name: 'Undeploy, save, deploy again' }).click();
  const conflict = page.getByRole('dialog', { name: /^admin saved this connector at/ });
  await expect(conflict).toBeVisible();
  expect(await stateOf(api, model)).toBe('DEPLOYED');
  const now = await api.call<{ description: string; parameters: object }>('GET', `/_plugins/_ml/connectors/${id}`);
  expect([now.description, now.parameters]).toEqual(['theirs', { endpoint: upstream.host, model: 'm-1' }]);
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-2');
  await removed(api, id, model);
});

test('two browsers edit one connector: the second to save sees what the first saved, and decides', { tag: '@long' }, async ({
  signedIn: page,
  browser,
  studio,
  upstream,
  api,
}) => {
  const id = await aConnector(api, upstream.host, 'Of two');
  const other = await browser.newContext({ baseURL: studio.origin });
  const second = await other.newPage();
  const headers = { origin: studio.origin, 'osd-xsrf': 'true' };
  expect((await second.request.post('/api/studio/session', { headers, data: administrator })).status()).toBe(200);
  for (const one of [page, second]) {
    await one.goto(`/connectors/${id}?tab=edit`);
    await body(one).waitFor();
  }
  await page.getByLabel('model', { exact: true }).fill('first');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Of two saved.')).toBeVisible();

  await second.getByLabel(/^Description/).fill('of the second');
  await second.getByRole('button', { name: 'Save changes' }).click();
  const conflict = second.getByRole('dialog', { name: /^admin saved this connector at/ });
  await conflict.getByRole('button', { name: 'Compare' }).click();
  await expect(conflict.getByText('They changed parameters.model.')).toBeVisible();
  await expect(conflict.getByRole('textbox', { name: 'With your changes' })).toContainText('"description": "of the second"');
  await conflict.getByRole('button', { name: 'Overwrite' }).click();
  await expect(second.getByText('Of two saved.')).toBeVisible();
  await expect(second.getByLabel('model', { exact: true })).toHaveValue('first'); // nobody's change is lost
  const now = await api.call<{ description: string; parameters: { model: string } }>('GET', `/_plugins/_ml/connectors/${id}`);
  expect([now.description, now.parameters.model]).toEqual(['of the second', 'first']);
  await other.close();
  await removed(api, id);
});

test('C-18: a draft comes back after a reload without its secrets, which the browser keeps nowhere', async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const id = await aConnector(api, upstream.host, 'Without secrets');
  await page.goto(`/connectors/${id}?tab=edit`);
  await page.getByRole('button', { name: 'Replace key', exact: true }).click();
  await page.getByLabel('key', { exact: true }).fill(fresh);
  await page.getByLabel('model', { exact: true }).fill('m-2');
  await expect(page.getByText('2 unsaved changes')).toBeVisible();
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain('m-2');
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(fresh);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText(/Restored your draft from/)).toBeVisible();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-2');
  expect(await kept(page)).not.toContain(fresh);
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-1');
  await removed(api, id);
});

test('a broken template names its fault while it is typed, and a press leads to it', async ({ signedIn: page, upstream, api }) => {
  const id = await aConnector(api, upstream.host, 'Breaks');
  await page.goto(`/connectors/${id}?tab=edit`);
  await body(page).fill('{ "model": ${parameters.model}, "q": "${parameters.q}" }');
  const problems = page.getByRole('region', { name: 'Problems' });
  const fault = problems.getByRole('listitem').filter({ hasText: /no JSON/ });
  await expect(fault.first()).toBeVisible();
  await page.getByLabel('Name', { exact: true }).focus();
  await fault
    .first()
    .getByRole('button', { name: /Request body/ })
    .click();
  await expect(body(page)).toBeFocused();
  // F8 goes from placeholder to placeholder, Shift+F8 back.
  await page.keyboard.press('Control+Home');
  for (const [key, name] of [
    ['F8', '${parameters.model}'],
    ['F8', '${parameters.q}'],
    ['Shift+F8', '${parameters.model}'],
  ] as const) {
    await page.keyboard.press(key);
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(name);
  }
  await page.keyboard.type('"m"');
  await expect(fault).toHaveCount(0);
  await removed(api, id);
});

test('the card of every filled stretch is reached by keyboard, and the legend switches its colour off', async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const id = await aConnector(api, upstream.host, 'Explained');
  await page.goto(`/connectors/${id}?tab=edit`);
  const rendered = page.getByRole('region', { name: 'Rendered body' });
  await expect(rendered).toContainText('hello world');
  await rendered.getByText('m-1').focus();
  await expect(page.getByRole('tooltip')).toContainText('connector parameter · also overridable per call');
  await page.keyboard.press('F8');
  await expect(rendered.getByText('hello world')).toBeFocused();
  await expect(page.getByRole('tooltip')).toContainText('from this call');
  await expect(rendered.getByText('hello world')).toHaveAccessibleDescription(/q.*from this call/);
  await page.keyboard.press('Shift+F8');
  await expect(rendered.getByText('m-1')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'this call' }).uncheck();
  await expect(rendered.locator('[data-origin]')).toHaveText(['m-1']);
  await removed(api, id);
});

/** What leads a stored credential somewhere new, beside another host. */
const moves: { what: string; change: (page: Page, host: string) => Promise<void> }[] = [
  {
    what: 'another header',
    change: async (page) => {
      await page.getByRole('button', { name: 'Add header' }).click();
      await page.getByRole('combobox', { name: 'Header 2' }).fill('X-Second');
      await page.getByRole('textbox', { name: 'X-Second', exact: true }).fill('${credential.key}');
    },
  },
  {
    what: 'certificates that are not checked',
    change: async (page) => {
      await page.getByRole('button', { name: /Client settings/ }).click();
      await page.getByLabel('Skip certificate checks').check();
    },
  },
  { what: 'another port', change: (page) => page.getByLabel('endpoint', { exact: true }).fill('127.0.0.1:9') },
  {
    what: 'another scheme',
    change: (page) => page.getByRole('textbox', { name: 'URL', exact: true }).fill('https://${parameters.endpoint}/v1/echo'),
  },
];

const again = 'You changed where this connector sends its credential. Enter it again.';

for (const { what, change } of moves) {
  test(`C-12: ${what} asks for the credential again, and only with it the change is saved`, { tag: '@long' }, async ({
    signedIn: page,
    upstream,
    api,
  }) => {
    const id = await aConnector(api, upstream.host, `Moves by ${what}`);
    await api.call('PUT', '/_cluster/settings', {
      persistent: { 'plugins.ml_commons.trusted_connector_endpoints_regex': ['^https?://127\\.0\\.0\\.1:[0-9]+/.*$'] },
    });
    const edit = page.getByRole('tabpanel', { name: 'Edit' });
    await page.goto(`/connectors/${id}?tab=edit`);
    await expect(edit.getByText(/^Stored · set/)).toBeVisible();
    await change(page, upstream.host);
    await expect(edit.getByText(again).first()).toBeVisible();
    await expect(edit.getByText(/^Stored · set/)).toHaveCount(0);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('main').getByRole('alert').filter({ hasText: 'One problem to solve' })).toContainText(again);
    await page.getByLabel('key', { exact: true }).fill(fresh);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText(`Moves by ${what} saved.`)).toBeVisible();
    await expect(edit.getByText(/^Stored · set/)).toBeVisible();
    expect(await kept(page)).not.toContain(fresh);
    await removed(api, id);
  });
}

test('C-12: another protocol asks for its own keys; who goes back has the stored ones back', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const id = await aConnector(api, upstream.host, 'Signs now');
  const edit = page.getByRole('tabpanel', { name: 'Edit' });
  await page.goto(`/connectors/${id}?tab=edit`);
  await expect(edit.getByText(/^Stored · set/)).toBeVisible();
  await page.getByRole('radio', { name: 'aws_sigv4' }).check();
  await expect(edit.getByText(again).first()).toBeVisible();
  for (const name of ['access_key', 'secret_key', 'session_token']) await expect(page.getByLabel(name, { exact: true })).toBeVisible();
  for (const name of ['region', 'service_name']) await expect(page.getByLabel(name, { exact: true })).toBeVisible();
  await page.getByRole('radio', { name: 'http', exact: true }).check();
  await expect(edit.getByText(/^Stored · set/)).toBeVisible();
  await expect(page.getByLabel('access_key', { exact: true })).toHaveCount(0);
  await expect(page.getByText(/unsaved change/)).toHaveCount(0);
  await removed(api, id);
});

/** Opens a state of the editor or of the page, one after the other. */
const states: { name: string; open: (page: Page) => Promise<void> }[] = [
  {
    name: 'problems after a save',
    open: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('<bad>');
      await page.keyboard.press('Control+s');
      await expect(page.getByRole('main').getByRole('alert').filter({ hasText: 'to solve' })).toBeVisible();
    },
  },
  {
    name: 'folded sections open',
    open: async (page) => {
      for (const title of ['Client settings', 'Access']) await page.getByRole('button', { name: new RegExp(title) }).click();
      await page.getByLabel('Skip certificate checks').check();
      await expect(page.getByText('Certificates are not checked')).toBeVisible();
    },
  },
  {
    name: 'a key being replaced, after another destination',
    open: async (page) => {
      await expect(page.getByText('You changed where this connector sends its credential. Enter it again.').first()).toBeVisible();
      await page.getByRole('button', { name: 'Remove model' }).click();
    },
  },
  {
    name: 'broken JSON',
    open: async (page) => {
      await page.getByText('JSON', { exact: true }).click();
      await page.getByRole('textbox', { name: 'Connector as JSON' }).fill('{ "name": ');
      const done = page.getByRole('button', { name: 'Done', exact: true }); // a narrow window is all editor while somebody types
      if (await done.isVisible()) await done.click();
      await expect(page.getByText(/Line 1 cannot be read/)).toBeVisible();
    },
  },
  {
    name: 'the form beside broken JSON',
    open: async (page) => {
      await page.getByText('Form', { exact: true }).click();
      await expect(page.getByText('Fix line 1 in the JSON view')).toBeVisible();
    },
  },
];

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the states of the editor, ${theme}`, { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
    test.setTimeout(180_000);
    const id = await aConnector(api, upstream.host, `States ${theme}`);
    const colorsOnly = theme === 'dark';
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/connectors/${id}?tab=edit`);
      await body(page).waitFor();
      for (const { name, open } of states) {
        await open(page);
        expect(await violations(page, { part: '#content, main', colorsOnly }), `${name}, ${width} px`).toEqual([]);
      }
      await page.evaluate(() => sessionStorage.clear());
      page.once('dialog', (dialog) => dialog.accept());
      await page.goto(`/connectors/${id}`);
      await page.getByRole('tabpanel', { name: 'Overview' }).getByRole('button', { name: 'Replace key' }).click();
      await expect(page.getByRole('dialog').getByLabel('key', { exact: true })).toBeVisible();
      expect(await violations(page, { part: '[role="dialog"]', colorsOnly }), `a key to replace, ${width} px`).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByRole('button', { name: /^Version 1/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page, { part: '[role="dialog"]', colorsOnly }), `a version, ${width} px`).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await removed(api, id);
  });
}
