import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
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

test('filters, search and an unknown model', { tag: '@long' }, async ({ signedIn: page, api }) => {
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

  await page.getByRole('button', { name: 'Source', exact: true }).first().click();
  await expect(page.getByRole('checkbox', { name: /^Connector\s*2$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'Actions' })).toHaveCount(1);

  await page.goto('/models?open=nothing');
  await expect(page.getByRole('dialog')).toContainText('This model does not exist or you may not see it.');
});

const details = (page: Page, name: string) => page.getByRole('dialog', { name });

test('a model is guarded, its interface is checked, and its calls are limited', { tag: '@long' }, async ({ signedIn: page, api }) => {
  const id = await register(api, 'Help in search', await connect(api, 'Chat'));
  await page.goto(`/models?open=${id}`);
  const flyout = details(page, 'Help in search');
  await flyout.getByRole('button', { name: 'Edit guardrails' }).click();
  const guardrails = details(page, 'Edit guardrails');
  await guardrails.getByText('Patterns', { exact: true }).click();
  await guardrails.getByRole('button', { name: 'Add request pattern' }).click();
  await page.keyboard.type('.*secret');
  await guardrails.getByRole('textbox', { name: 'Try a text' }).fill('a secret word');
  await expect(guardrails).toContainText('As a request it passes.');
  await guardrails.getByRole('textbox', { name: 'Request pattern 1' }).fill('.*secret.*');
  await expect(guardrails).toContainText('As a request it is refused by pattern 1.');
  await guardrails.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Guardrails of Help in search saved.')).toBeVisible();
  await expect(flyout).toContainText('.*secret.*');

  await flyout.getByRole('button', { name: 'Edit interface' }).click();
  const contract = details(page, 'Edit interface');
  await contract.getByRole('button', { name: 'Start an input schema' }).click();
  const editor = contract.getByRole('textbox', { name: 'Input schema' });
  await editor.fill('{"type":"strin"}');
  await expect(contract).toContainText('schema is invalid');
  await contract.getByRole('button', { name: 'Save changes' }).click();
  await expect(contract.getByRole('alert').filter({ hasText: 'One problem to solve' })).toContainText('Input schema:');
  await editor.fill('{"type":"object"}');
  await expect(contract.getByText('schema is invalid')).toHaveCount(0);
  await contract.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Interface of Help in search saved.')).toBeVisible();

  await flyout.getByRole('button', { name: 'Edit limits' }).click();
  const limits = details(page, 'Edit limits');
  await limits.getByRole('textbox', { name: 'Calls (optional)' }).fill('10');
  await limits.getByRole('button', { name: 'Add user' }).click();
  await page.keyboard.type('ana');
  await limits.getByRole('textbox', { name: 'Calls of user 1' }).fill('2');
  await limits.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Limits of Help in search saved.')).toBeVisible();
  await expect(flyout).toContainText('10 per minute');
  await expect(flyout).toContainText('2 per minute');
  expect(await api.call('GET', `${models}/${id}`)).toMatchObject({
    guardrails: { type: 'local_regex', input_guardrail: { regex: ['.*secret.*'] } },
    interface: { input: '{"type":"object"}' },
    rate_limiter: { limit: '10', unit: 'MINUTES' },
  });
  expect(await api.call('GET', `/_plugins/_ml/controllers/${id}`)).toMatchObject({
    user_rate_limiter: { ana: { limit: '2', unit: 'MINUTES' } },
  });
});

test('a model judges the calls of another, and not its own', { tag: '@long' }, async ({ signedIn: page, api }) => {
  const connector = await connect(api, 'Chat');
  const guard = await register(api, 'Guard', connector);
  const id = await register(api, 'Help in search', connector);
  await page.goto(`/models?open=${id}`);
  await details(page, 'Help in search').getByRole('button', { name: 'Edit guardrails' }).click();
  const form = details(page, 'Edit guardrails');
  await form.getByText('A model decides', { exact: true }).click();
  const request = form.getByRole('group', { name: 'Requests (optional)' });
  await request.getByRole('textbox', { name: 'A text passes when the answer matches' }).fill('"accept"');
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(form.getByRole('alert')).toContainText('Requests: Choose the model that decides.');
  await request.getByRole('combobox', { name: 'Model that decides' }).fill('Help');
  await page.getByRole('option', { name: /^Help in search/ }).click();
  await expect(request).toContainText('A model cannot judge its own calls. Choose another.');
  await request.getByRole('combobox', { name: 'Model that decides' }).fill('Guard');
  await page.getByRole('option', { name: /^Guard/ }).click();
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Guardrails of Help in search saved.')).toBeVisible();
  await expect(details(page, 'Help in search').getByRole('link', { name: guard })).toBeVisible();
  expect(await api.call('GET', `${models}/${id}`)).toMatchObject({
    guardrails: { type: 'model', input_guardrail: { model_id: guard, response_validation_regex: '"accept"' } },
  });
});

test('many models are undeployed and deleted at once, and each says what became of it', { tag: '@long' }, async ({
  signedIn: page,
  api,
}) => {
  const connector = await connect(api, 'Chat');
  await register(api, 'Help in search', connector, {}, true);
  await register(api, 'Reranker', connector);
  await open(page);
  await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
  const selection = page.getByRole('region', { name: 'Selection' });
  await selection.getByRole('button', { name: 'Undeploy' }).click();
  const results = page.getByRole('dialog', { name: 'What was undeployed' });
  await expect(results).toContainText('1 of 2 done, 1 skipped');
  await expect(results).toContainText('Help in search: undeployed');
  await expect(results).toContainText('It is not deployed.');
  await results.getByRole('button', { name: 'Close' }).last().click();
  await expect(row(page, 'Help in search')).toContainText('Not deployed');

  await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
  await selection.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete 2 models?' });
  await question.getByRole('textbox').fill('delete 2 models');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'What was deleted' })).toContainText('2 of 2 done');
  expect(await api.call('GET', '/api/studio/models')).toMatchObject({ total: 0 });
});

test('a failed deployment shows its error in full with what helps', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await api.call('POST', `${models}/_register?deploy=true`, {
    name: 'Sentence transformer',
    version: '1.0.1',
    function_name: 'TEXT_EMBEDDING',
    model_format: 'TORCH_SCRIPT',
  });
  await open(page);
  await expect(row(page, 'Sentence transformer')).toContainText('Deploy failed');
  await page.getByRole('link', { name: 'Sentence transformer', exact: true }).click();
  const flyout = details(page, 'Sentence transformer');
  await expect(flyout).toContainText('DEPLOY_MODEL failed');
  await expect(flyout).toContainText('The studio calls models that run elsewhere. Register a remote model');
  await expect(flyout).toContainText('Deploy this one in the cluster that holds it');
  await expect(flyout.getByRole('link', { name: 'Read about this error' }).first()).toHaveAttribute('href', '/help/errors#local-model');
  await expect(flyout.getByRole('list', { name: 'Tasks' }).getByRole('listitem')).toHaveCount(2);
  await flyout.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Sentence transformer could not be deployed.' })).toBeVisible();
  await expect(flyout.getByRole('list', { name: 'Tasks' }).getByRole('listitem')).toHaveCount(3);
});

test('a model is disabled, and copied in the language of a tool', { tag: '@long' }, async ({ signedIn: page, api }) => {
  const id = await register(api, 'Help in search', await connect(api, 'Chat'), {}, true);
  await page.goto(`/models?open=${id}`);
  const flyout = details(page, 'Help in search');
  await expect(flyout).toContainText('Deployed on 1 of 1 node');
  await flyout.getByRole('button', { name: 'Disable' }).click();
  await expect(flyout).toContainText('Refused, the model is disabled');
  expect(await api.call('GET', `${models}/${id}`)).toMatchObject({ is_enabled: false });
  await flyout.getByRole('button', { name: 'Enable' }).click();
  await expect(flyout).toContainText('Allowed');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Actions for Help in search' }).click();
  await page.getByRole('menuitem', { name: 'Copy as…' }).click();
  const copy = page.getByRole('dialog', { name: 'Copy Help in search as' });
  await expect(copy).toContainText('POST /_plugins/_ml/models/_register?deploy=true');
  await copy.getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: 'Terraform' }).click();
  await expect(copy).toContainText('This format is for connectors');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the parts of a model, ${theme}`, { tag: '@long' }, async ({ signedIn: page, api }) => {
    const guardrails = {
      type: 'local_regex',
      input_guardrail: { regex: ['.*secret.*'], stop_words: [{ index_name: 'words', source_fields: ['a'] }] },
    };
    const more = { guardrails, interface: { input: '{"type":"object"}' }, rate_limiter: { limit: '1', unit: 'DAYS' } };
    const id = await register(api, 'Help in search', await connect(api, 'Chat'), more, true);
    await api.call('POST', `/_plugins/_ml/controllers/${id}`, { user_rate_limiter: { ana: { limit: '2', unit: 'HOURS' } } });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/models?open=${id}`);
      const flyout = details(page, 'Help in search');
      await expect(flyout).toContainText('2 per hour');
      await expect(flyout.getByRole('list', { name: 'Tasks' })).toBeVisible();
      expect(await violations(page, { part: '[role="dialog"]' }), `flyout, ${width} px`).toEqual([]);
      for (const part of ['interface', 'guardrails', 'limits']) {
        await flyout.getByRole('button', { name: `Edit ${part}` }).click();
        const form = details(page, `Edit ${part}`);
        await expect(form.locator('[aria-busy="true"]')).toHaveCount(0);
        await expect(form.getByRole('button', { name: 'Save changes' })).toBeVisible();
        expect(await violations(page, { part: '[role="dialog"]' }), `${part}, ${width} px`).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(form).toBeHidden();
        await expect(flyout.getByRole('button', { name: `Edit ${part}` })).toBeFocused();
      }
    }
  });
}
