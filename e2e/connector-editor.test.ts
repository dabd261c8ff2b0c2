import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const secret = 'planted-editor-secret';

const definition = (host: string, name: string) => ({
  name,
  version: '1',
  protocol: 'http',
  parameters: { endpoint: host, model: 'm-1' },
  credential: { key: secret },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'http://${parameters.endpoint}/v1/echo',
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{ "model": "${parameters.model}", "q": "${parameters.q}" }',
    },
  ],
});

const trust = (host: string) => ({
  persistent: {
    'plugins.ml_commons.connector.private_ip_enabled': true,
    'plugins.ml_commons.trusted_connector_endpoints_regex': [`^http://${host.replaceAll('.', '\\.')}/.*$`, '^http://localhost:[0-9]+/.*$'],
  },
});

const editor = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

test.beforeEach(async ({ api, upstream }) => {
  await api.call('PUT', '/_cluster/settings', trust(upstream.host));
});

async function aStoredConnector(
  api: { call<A>(method: string, path: string, body?: unknown): Promise<A> },
  host: string,
  name: string,
): Promise<string> {
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', definition(host, name));
  return connector_id;
}

test('a blank connector says what is missing at its fields and is created by keyboard', async ({ signedIn: page, upstream }) => {
  await page.goto('/connectors/new');
  await page.getByRole('link', { name: 'Start from blank' }).click();
  await editor(page, 'URL').waitFor();
  await page.getByRole('button', { name: 'Create connector' }).click();
  await expect(page.getByRole('main').getByRole('alert').filter({ hasText: 'problems to solve' })).toContainText(
    'Name: Model connector name is required',
  );
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await expect(page.getByText('A connector needs at least one credential.').first()).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('Typed <by> hand');
  await expect(page.getByText(/can only contain letters, numbers, spaces/).first()).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Typed by hand');
  await page.getByRole('button', { name: 'Add key' }).click();
  await page.getByLabel('Key name').fill('key');
  await page.getByLabel('Key name').press('Enter');
  await page.getByLabel('key', { exact: true }).fill(secret);
  await editor(page, 'URL').fill(`http://${upstream.host}/v1/echo`);
  await expect(page.getByText('trusted by pattern 1').first()).toBeVisible();
  await editor(page, 'Request body').fill('{ "q": "${parameters.q}" }');
  await expect(page.getByRole('region', { name: 'Rendered body' })).toHaveText('{ "q": "hello world" }');
  await page.getByRole('button', { name: 'Add header' }).click();
  await page.getByRole('combobox', { name: 'Header 2' }).fill('Authorization');
  await editor(page, 'Authorization').fill('Bearer ${credential.key}');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Typed by hand');
  await expect(page.getByText('Typed by hand created.')).toBeVisible();
});

test('form and JSON are one object, and text that cannot be read keeps the last good values', async ({ signedIn: page }) => {
  await page.goto('/connectors/new?blueprint=cohere-embed-v3');
  await page.getByLabel('cohere_key', { exact: true }).fill(secret);
  await page.getByLabel('model', { exact: true }).fill('embed-multilingual-v3.0');
  await page.getByText('JSON', { exact: true }).click();
  const json = editor(page, 'Connector as JSON');
  await expect(json).toContainText('"model": "embed-multilingual-v3.0"');
  await expect(json).toContainText('"cohere_key": "********"');
  expect(await page.content()).not.toContain(secret);

  const text = {
    name: 'From text',
    version: '2',
    protocol: 'http',
    parameters: { t: 0.0001 },
    credential: { cohere_key: '********' },
    actions: [],
  };
  await json.fill(JSON.stringify(text));
  await page.getByText('Form', { exact: true }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('From text');
  await expect(page.getByLabel('t', { exact: true })).toHaveValue('1.0E-4');
  await expect(page.getByText('Written as 0.0001, stored as 1.0E-4')).toBeVisible();
  await expect(page.getByLabel('cohere_key', { exact: true })).toHaveValue(secret);

  await page.getByText('JSON', { exact: true }).click();
  await json.fill('{\n  "name": "Broken",\n  "version": \n}');
  await page.getByText('Form', { exact: true }).click();
  await expect(page.getByText(/Fix line \d in the JSON view/)).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('From text');
  await expect(page.getByLabel('Name', { exact: true })).not.toBeEditable();
  await page.getByRole('button', { name: 'Go to the JSON view' }).click();
  await expect(json).toContainText('"Broken"');
});

test('the unsaved draft runs through the whole pipeline and shows its trace', async ({ signedIn: page, upstream, api }) => {
  const id = await aStoredConnector(api, upstream.host, 'Draft runner');
  upstream.received.length = 0;
  upstream.answers.push({ status: 200, body: { answer: 'from the draft' } });
  await page.goto(`/connectors/${id}?tab=edit`);
  await page.getByLabel('model', { exact: true }).fill('m-2');
  await expect(page.getByRole('region', { name: 'Rendered body' })).toContainText('m-2');
  await page.keyboard.press('Control+Enter');
  const flyout = page.getByRole('dialog');
  await expect(flyout.getByText(/Answered 200 in/)).toBeVisible();
  await expect(flyout).toContainText('from the draft');
  for (const step of ['Parameters', 'Payload', 'Request', 'Send', 'Output'])
    await expect(flyout.getByRole('region', { name: 'Trace' }).getByRole('button', { name: step })).toBeVisible();
  // The stored credential follows the draft, because it goes where it went.
  expect(upstream.received[0]).toMatchObject({
    body: '{ "model": "m-2", "q": "hello world" }',
    headers: { authorization: `Bearer ${secret}` },
  });
  await page.keyboard.press('Escape');
  await expect(flyout).toBeHidden();
  expect(await page.content()).not.toContain(secret);
});

test('unsaved changes are counted, survive a reload, can be discarded, and are saved', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const id = await aStoredConnector(api, upstream.host, 'Draft keeper');
  await page.goto(`/connectors/${id}?tab=edit`);
  await page.getByLabel('model', { exact: true }).fill('m-2');
  await page.getByLabel(/^Description/).fill('Kept over a reload');
  await expect(page.getByText('2 unsaved changes')).toBeVisible();
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText(/Restored your draft from/)).toBeVisible();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-2');

  const leaving = page.getByRole('dialog', { name: 'Leave without saving?' });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Models' }).click();
  await leaving.getByRole('button', { name: 'Stay' }).click();
  await expect(leaving).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search the studio' }).fill('models');
  await page.keyboard.press('Enter');
  await leaving.getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-1');
  await expect(page.getByText(/unsaved change/)).toBeHidden();

  await page.getByLabel('model', { exact: true }).fill('m-3');
  await expect(page.getByText('1 unsaved change', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Draft keeper saved.')).toBeVisible();
  const stored = await api.call<{ parameters: { model: string } }>('GET', `/_plugins/_ml/connectors/${id}`);
  expect(stored.parameters.model).toBe('m-3');

  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Version 2: parameters.model' }).click();
  const change = page.getByRole('dialog', { name: 'Version 2' });
  await expect(change).toContainText('Saved by admin');
  await expect(change.getByRole('textbox', { name: 'Version 1, then Version 2' })).toContainText('"model": "m-3"');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Version 2: parameters.model' })).toBeFocused();
});

test('C-12: another host asks for the credential again, the same host does not', async ({ signedIn: page, upstream, api }) => {
  const id = await aStoredConnector(api, upstream.host, 'Moving connector');
  await page.goto(`/connectors/${id}?tab=edit`);
  await expect(page.getByRole('tabpanel', { name: 'Edit' }).getByText(/^Stored · set/)).toBeVisible();
  await page.getByLabel('endpoint', { exact: true }).fill(upstream.host.replace('127.0.0.1', 'localhost'));
  const words = 'You changed where this connector sends its credential. Enter it again.';
  await expect(page.getByText(words).first()).toBeVisible();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('main').getByRole('alert').filter({ hasText: 'One problem to solve' })).toContainText(words);
  await page.getByLabel('key', { exact: true }).fill('another-secret');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Moving connector saved.')).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'Edit' }).getByText(/^Stored · set/)).toBeVisible();
});

test('a stored parameter that is taken out stays, and a copy can do without it', async ({ signedIn: page, upstream, api }) => {
  const id = await aStoredConnector(api, upstream.host, 'Original');
  await page.goto(`/connectors/${id}?tab=edit`);
  await page.getByRole('button', { name: 'Remove model' }).click();
  await expect(page.getByText('ML Commons keeps parameters that an update leaves out.')).toBeVisible();
  await page.getByRole('link', { name: 'Duplicate without it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create connector');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Original copy');
  await expect(page.getByLabel('endpoint', { exact: true })).toHaveValue(upstream.host);
  await expect(page.getByLabel('model', { exact: true })).toHaveCount(0);
  await expect(page.getByLabel('key', { exact: true })).toHaveValue('');
});

test('a save over somebody else’s, or under deployed models, is a question and not a loss', async ({ signedIn: page, upstream, api }) => {
  const id = await aStoredConnector(api, upstream.host, 'Shared connector');
  await page.goto(`/connectors/${id}?tab=edit`);
  await page.getByLabel('model', { exact: true }).fill('mine');
  await api.call('PUT', `/_plugins/_ml/connectors/${id}`, { description: 'theirs' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  const conflict = page.getByRole('dialog', { name: /^admin saved this connector at \d\d:\d\d\.$/ });
  await conflict.getByRole('button', { name: 'Compare' }).click();
  await expect(conflict.getByRole('textbox', { name: 'What they saved' })).toContainText('"model": "m-1"');
  await expect(conflict.getByRole('textbox', { name: 'With your changes' })).toContainText('"description": "theirs"');
  await conflict.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('mine');
  const model = { name: 'Holds it', function_name: 'remote', connector_id: id };
  const { model_id } = await api.call<{ model_id: string }>('POST', '/_plugins/_ml/models/_register?deploy=true', model);
  await page.keyboard.press('Control+s');
  await conflict.getByRole('button', { name: 'Overwrite' }).click();
  const held = page.getByRole('dialog', { name: 'A model uses this connector.' });
  await expect(held.getByRole('link', { name: 'Holds it' })).toBeVisible();
  await held.getByRole('button', { name: 'Undeploy, save, deploy again' }).click();
  await expect(page.getByText('Shared connector saved, its model deployed again.')).toBeVisible();
  expect(await api.call('GET', `/_plugins/_ml/models/${model_id}`)).toMatchObject({ model_state: 'DEPLOYED' });
  const stored = await api.call<{ description: string; parameters: { model: string } }>('GET', `/_plugins/_ml/connectors/${id}`);
  expect([stored.description, stored.parameters.model]).toEqual(['theirs', 'mine']);
  await api.call('POST', `/_plugins/_ml/models/${model_id}/_undeploy`);
  await api.call('DELETE', `/_plugins/_ml/models/${model_id}`);
});

test('a refusal of the server stands at the field that it is about', async ({ signedIn: page, upstream, api }) => {
  await page.goto('/connectors/new?blueprint=openai-chat');
  await page.getByRole('button', { name: 'Create connector' }).click();
  const alert = page.getByRole('main').getByRole('alert').filter({ hasText: 'One problem to solve' });
  await expect(alert).toContainText('Action 1, URL: Connector URL is not matching the trusted connector endpoint regex');
  await expect(editor(page, 'URL')).toBeFocused();

  const id = await aStoredConnector(api, upstream.host, 'Taken');
  await page.goto(`/connectors/new?from=${id}`);
  await page.getByLabel(/^Id/).fill(id);
  await page.getByRole('button', { name: 'Create connector' }).click();
  await expect(alert).toContainText(`Id: connector id '${id}' already exists`);
  await expect(page.getByLabel(/^Id/)).toBeFocused();
});
