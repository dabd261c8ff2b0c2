import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openPage } from './open-page.ts';

type Api = { call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> };

const models = '/_plugins/_ml/models';

async function connect(api: Api, name: string) {
  const body = {
    name,
    version: 1,
    protocol: 'http',
    parameters: { model: 'gpt' },
    credential: { key: 'k' },
    actions: [{ action_type: 'predict', method: 'POST', url: 'https://api.openai.com/v1/chat/completions', request_body: '{}' }],
  };
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', body);
  connectors.push(connector_id);
  return connector_id;
}

const register = async (api: Api, name: string, connector_id: string, more: object = {}, deploy = false) =>
  (
    await api.call<{ model_id: string }>('POST', `${models}/_register?deploy=${deploy}`, {
      name,
      function_name: 'remote',
      connector_id,
      ...more,
    })
  ).model_id;

const modelOf = (api: Api, id: string) => api.call<{ name: string; model_state: string; connector_id: string }>('GET', `${models}/${id}`);

let connectors: string[] = [];

async function removeModels(api: Api) {
  const { items } = await api.call<{ items: { model_id: string; state: string }[] }>('GET', '/api/studio/models?size=100');
  for (const { model_id, state } of items) {
    if (state === 'DEPLOYED') await api.call('POST', `${models}/${model_id}/_undeploy`);
    await api.call('DELETE', `${models}/${model_id}`);
  }
}

test.beforeEach(async ({ api }) => {
  await removeModels(api);
  connectors = [];
  await api.call('PUT', '/_cluster/settings', {
    persistent: { 'plugins.ml_commons.trusted_connector_endpoints_regex': ['^https://api\\.openai\\.com/.*$'] },
  });
});

test.afterEach(async ({ api }) => {
  await removeModels(api);
  for (const id of connectors) await api.call('DELETE', `/_plugins/_ml/connectors/${id}`);
  await api.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.*': null } });
});

const open = (page: Page) => openPage(page, '/models', 'Models');

const row = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

test('a first model is registered and deployed with the keyboard alone', async ({ signedIn: page, api }) => {
  await connect(api, 'Chat of the help pages');
  await open(page);
  await expect(page.getByText('Models put a connector to work in search and ingest.')).toBeVisible();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Register model' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('2 problems to solve');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Help in search');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Answers questions.');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('combobox', { name: 'Connector' })).toBeFocused();
  await page.keyboard.type('help');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option', { name: /Chat of the help pages/ })).toContainText('Not run yet');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('combobox', { name: 'Connector' })).toHaveValue('Chat of the help pages');
  await expect(dialog.getByRole('switch', { name: 'Deploy now' })).toBeChecked();
  await dialog.getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.press('Enter');

  await expect(page.getByText('Help in search registered and deployed.')).toBeVisible();
  const flyout = page.getByRole('dialog', { name: 'Help in search' });
  await expect(flyout).toContainText('Deployed');
  await expect(flyout).toContainText('Answers questions.');
  await expect(flyout.getByRole('link', { name: 'Chat of the help pages' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(flyout).toBeHidden();
  await expect(row(page, 'Help in search')).toContainText('Deployed');
});

test('a link from a connector opens the form with it chosen', async ({ signedIn: page, api }) => {
  const id = await connect(api, 'Chat of the help pages');
  await page.goto(`/models?register=${id}`);
  const dialog = page.getByRole('dialog', { name: 'Register model' });
  await expect(dialog.getByRole('combobox', { name: 'Connector' })).toHaveValue('Chat of the help pages');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/\/models$/);
});

test('a refusal is shown in its own words with its cure', async ({ signedIn: page, api }) => {
  const id = await connect(api, 'Chat of the help pages');
  await page.goto(`/models?register=${id}`);
  await api.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.remote_inference.enabled': false } });
  const dialog = page.getByRole('dialog', { name: 'Register model' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Help in search');
  await dialog.getByRole('button', { name: 'Register model' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Remote Inference is currently disabled');
  await dialog.getByRole('link', { name: 'Open setting' }).click();
  await expect(page.getByRole('switch', { name: 'Remote inference' })).toBeVisible();
});

test('a model is opened, undeployed and deployed again from its row', async ({ signedIn: page, api }) => {
  const id = await register(api, 'Help in search', await connect(api, 'Chat'), { rate_limiter: { limit: '10', unit: 'MINUTES' } }, true);
  await open(page);
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Help in search', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  const flyout = page.getByRole('dialog', { name: 'Help in search' });
  await expect(flyout).toContainText('10 per minute');
  await expect(page).toHaveURL(new RegExp(`open=${id}`));
  await page.keyboard.press('Escape');
  await expect(flyout).toBeHidden();
  await expect(page.getByRole('link', { name: 'Help in search', exact: true })).toBeFocused();

  await page.getByRole('button', { name: 'Actions for Help in search' }).click();
  await page.getByRole('menuitem', { name: 'Undeploy' }).click();
  await expect(page.getByText('Help in search undeployed.')).toBeVisible();
  await expect(row(page, 'Help in search')).toContainText('Not deployed');
  expect((await modelOf(api, id)).model_state).toBe('UNDEPLOYED');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Help in search deployed.')).toBeVisible();
  expect((await modelOf(api, id)).model_state).toBe('DEPLOYED');
});

test('a model is renamed and put on another connector', async ({ signedIn: page, api }) => {
  const other = await connect(api, 'Second connector');
  const id = await register(api, 'Help in search', await connect(api, 'First connector'));
  await open(page);
  await page.getByRole('button', { name: 'Actions for Help in search' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const rename = page.getByRole('dialog', { name: 'Rename model' });
  await rename.getByRole('textbox', { name: 'Name' }).fill('Help <b>');
  await expect(rename).toContainText('Name can only contain letters, numbers, spaces');
  await rename.getByRole('textbox', { name: 'Name' }).fill('Help in chat');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Help in chat saved.')).toBeVisible();
  expect((await modelOf(api, id)).name).toBe('Help in chat');

  await page.getByRole('button', { name: 'Actions for Help in chat' }).click();
  await page.getByRole('menuitem', { name: 'Change connector' }).click();
  const change = page.getByRole('dialog', { name: 'Change connector' });
  await change.getByRole('combobox', { name: 'Connector' }).click();
  await page.getByRole('option', { name: /Second connector/ }).click();
  await change.getByRole('button', { name: 'Save changes' }).click();
  await expect(row(page, 'Help in chat')).toContainText('Second connector');
  expect((await modelOf(api, id)).connector_id).toBe(other);
});

test('a deployed model is deleted once its name is typed', async ({ signedIn: page, api }) => {
  await register(api, 'Help in search', await connect(api, 'Chat'), {}, true);
  await open(page);
  await page.getByRole('button', { name: 'Actions for Help in search' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete Help in search?' });
  await expect(question).toContainText('it is undeployed first');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('textbox').fill('help');
  await question.getByRole('button', { name: 'Delete model' }).click();
  await expect(question).toContainText('This is not the same text.');
  await question.getByRole('textbox').fill('Help in search');
  await question.getByRole('button', { name: 'Delete model' }).click();
  await expect(page.getByText('Help in search deleted.')).toBeVisible();
  await expect(page.getByText('Models put a connector to work in search and ingest.')).toBeVisible();
});

test('filters, search and an unknown model', async ({ signedIn: page, api }) => {
  const connector = await connect(api, 'Chat');
  await register(api, 'Help in search', connector, {}, true);
  await register(api, 'Reranker', connector);
  await open(page);
  await page.getByRole('button', { name: 'State', exact: true }).first().click();
  await page.getByRole('checkbox', { name: /^Not deployed/ }).click();
  await expect(page).toHaveURL(/state=not_deployed/);
  await expect(row(page, 'Help in search')).toBeHidden();
  await expect(row(page, 'Reranker')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('nonsense');
  await expect(page.getByText('No models match these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(row(page, 'Help in search')).toBeVisible();

  await page.goto('/models?open=nothing');
  await expect(page.getByRole('dialog')).toContainText('This model does not exist or you may not see it.');
});
