import fs from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const secret = 'planted-blueprint-secret';

const definition = (host: string, name: string) => ({
  name,
  description: 'Echoes what it is asked.',
  version: '1',
  protocol: 'http',
  parameters: { endpoint: host, model: 'm-1', input_type: 'search' },
  credential: { echo_key: secret },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'http://${parameters.endpoint}/v1/echo',
      headers: { Authorization: 'Bearer ${credential.echo_key}', 'Content-Type': 'application/json' },
      request_body: '{ "model": "${parameters.model}", "type": "${parameters.input_type}", "q": "${parameters.q}" }',
    },
  ],
});

const trust = (host: string) => ({
  persistent: {
    'plugins.ml_commons.connector.private_ip_enabled': true,
    'plugins.ml_commons.trusted_connector_endpoints_regex': [`^http://${host.replaceAll('.', '\\.')}/.*$`],
  },
});

type Api = { call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> };

const editor = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

async function aConnector(api: Api, host: string, name: string): Promise<string> {
  const made = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', definition(host, name));
  return made.connector_id;
}

/** The parts of a blueprint's file that these stories look at. */
type File = { id: string; title: string; connector: { name: string; credential: Record<string, string> }; questions: { key: string }[] };

async function publishedBlueprint(api: Api, host: string, title: string): Promise<string> {
  const id = title.toLowerCase().replaceAll(' ', '-');
  const { credential: _, ...connector } = definition(host, title);
  const file = {
    format: 'ml-connector-studio/blueprint@1',
    id,
    title,
    summary: 'Echoes what it is asked.',
    provider: 'other',
    task: 'chat',
    docs_url: '',
    notes: [],
    connector: { ...connector, credential: { echo_key: '<echo_key>' } },
    questions: [
      { key: 'credential.echo_key', label: 'API key', type: 'secret', required: true },
      { key: 'parameters.model', label: 'Model', type: 'text', required: true, default: 'm-1' },
    ],
    trusted_pattern: `^http://${host.replaceAll('.', '\\.')}/.*$`,
    examples: [
      {
        title: 'A question',
        input: { parameters: { q: 'hello' } },
        recorded: { answer: 'hello' },
        expected: { inference_results: [{ output: [{ name: 'response', dataAsMap: { answer: 'hello' } }], status_code: 200 }] },
      },
    ],
    mock: {},
  };
  const { _seq_no, _primary_term } = await api.call<{ _seq_no: number; _primary_term: number }>('POST', '/api/studio/blueprints', file);
  await api.call('POST', `/api/studio/blueprints/${id}/_publish?if_seq_no=${_seq_no}&if_primary_term=${_primary_term}`, { note: 'First' });
  return id;
}

test.beforeEach(async ({ api, upstream }) => {
  await api.call('PUT', '/_cluster/settings', trust(upstream.host));
  const { blueprints } = await api.call<{ blueprints: { id: string; origin: string }[] }>('GET', '/api/studio/blueprints?origin=yours');
  for (const { id } of blueprints) await api.call('DELETE', `/api/studio/blueprints/${id}`);
});

test('a connector becomes a blueprint: a question is edited, an example recorded on the mock, a version published and used by a colleague', {
  tag: '@long',
}, async ({ signedIn: page, browser, upstream, api, studio }) => {
  const id = await aConnector(api, upstream.host, 'Echo service');
  await page.goto(`/connectors/${id}`);
  await button(page, 'Actions for Echo service').click();
  await page.getByRole('menuitem', { name: 'Save as blueprint' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create blueprint');
  await expect(page.getByLabel('Title', { exact: true }).first()).toHaveValue('Echo service');
  await expect(page.getByRole('heading', { name: 'Questions (4)' })).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  await button(page, /^Model/).click();
  await page.getByLabel('Help (optional)').fill('Which model answers.');
  await page.getByRole('textbox', { name: 'Label', exact: true }).fill('Language model');
  await button(page, 'Move Language model up').click();
  await expect(page.getByRole('region', { name: 'What a user sees' })).toContainText('Which model answers.');
  await page.getByRole('region', { name: 'What a user sees' }).getByLabel('Language model').fill('m-9');
  await expect(page.getByRole('region', { name: 'Rendered body' }).last()).toContainText('"model": "m-9"');

  await expect(page.getByText(/against publishing/).first()).toContainText('stand');
  await editor(page, 'Recorded answer').fill('{ "answer": "hello" }');
  await editor(page, 'Recorded answer').blur();
  await expect(page.getByRole('form').getByText('Recorded.')).toBeVisible();
  await expect(editor(page, 'Expected result')).toContainText('"answer": "hello"');
  await button(page, 'Run on mock').click();
  await expect(page.getByRole('form').getByText('The mock answers as expected.')).toBeVisible();
  await expect(page.getByText('Nothing stands against publishing.')).toBeVisible();

  await button(page, 'Publish version').click();
  await page.getByLabel('What is new (optional)').fill('First version');
  await button(page, 'Publish version 1').click();
  await expect(page.getByText('Echo service, version 1, is published.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Echo service');
  await expect(page.getByRole('region', { name: 'What you need' })).toContainText('Language model');
  expect(await page.content()).not.toContain(secret);

  const context = await browser.newContext({ baseURL: studio.origin, storageState: await page.context().storageState() });
  const colleague = await context.newPage();
  await colleague.goto('/blueprints');
  await colleague.getByRole('link', { name: 'Use Echo service', exact: true }).click();
  await colleague.getByLabel('echo_key', { exact: true }).fill('of a colleague');
  await colleague.getByRole('button', { name: 'Create connector' }).click();
  await expect(colleague.getByText('Echo service created.')).toBeVisible();
  await expect(colleague.getByRole('region', { name: 'Facts' })).toContainText('Echo service, version 1');
  await context.close();
});

test('a provider’s cURL example becomes a published blueprint in five clicks, and its secret stays behind', async ({ signedIn: page }) => {
  const curl = `curl https://api.example-provider.com/v1/embeddings -H 'Authorization: Bearer ${secret}' -H 'Content-Type: application/json' -d '{"model": "embed-1", "input": ["hello world"]}'`;
  let clicks = 0;
  const click = async (target: ReturnType<Page['locator']>) => {
    clicks += 1;
    await target.click();
  };
  await page.goto('/connectors');
  await click(button(page, 'Paste anything'));
  const flyout = page.getByRole('dialog', { name: 'Paste anything' });
  await flyout.getByRole('textbox', { name: 'Text' }).fill(curl);
  await click(flyout.getByRole('button', { name: 'Save as blueprint' }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create blueprint');
  await page.getByLabel('Title', { exact: true }).first().fill('Example embeddings');
  await page.getByLabel('Summary', { exact: true }).fill('Dense vectors from an example provider.');
  await click(editor(page, 'Recorded answer'));
  await editor(page, 'Recorded answer').fill('{ "data": [{ "embedding": [0.1, 0.2] }] }');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Nothing stands against publishing.')).toBeVisible();
  await click(button(page, 'Publish version'));
  await click(button(page, 'Publish version 1'));
  await expect(page.getByText('Example embeddings, version 1, is published.')).toBeVisible();
  expect(clicks).toBe(5);
  await expect(page.getByRole('region', { name: 'What you need' })).toContainText('Secret');
  expect(await page.content()).not.toContain(secret);
  expect(await page.evaluate(() => JSON.stringify([sessionStorage, localStorage, location.href]))).not.toContain(secret);
});

test('from the gallery, a cURL example is a published blueprint after six clicks, and a colleague’s connector after three more', {
  tag: '@long',
}, async ({ signedIn: page, api, browser, studio }) => {
  const host = 'api.story-provider.com';
  const curl = `curl https://${host}/v1/embeddings -H 'Authorization: Bearer ${secret}' -H 'Content-Type: application/json' -d '{"model": "embed-1", "input": ["hello world"]}'`;
  await api.call('PUT', '/_cluster/settings', {
    persistent: { 'plugins.ml_commons.trusted_connector_endpoints_regex': [`^https://${host.replaceAll('.', '\\.')}/.*$`] },
  });
  let clicks = 0;
  const click = async (target: ReturnType<Page['locator']>) => {
    clicks += 1;
    await target.click();
  };
  await page.goto('/blueprints');
  await click(page.getByRole('link', { name: 'Create blueprint', exact: true }));
  await click(button(page, 'Paste anything'));
  const flyout = page.getByRole('dialog', { name: 'Paste anything' });
  await flyout.getByRole('textbox', { name: 'Text' }).fill(curl);
  await click(flyout.getByRole('button', { name: 'Save as blueprint' }));
  await expect(page.getByLabel('Title', { exact: true }).first()).toBeEnabled();
  await page.getByLabel('Title', { exact: true }).first().fill('Story embeddings');
  await page.getByLabel('Summary', { exact: true }).fill('Dense vectors from the provider of the story.');
  await click(editor(page, 'Recorded answer'));
  await editor(page, 'Recorded answer').fill('{ "data": [{ "embedding": [0.1, 0.2] }] }');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Nothing stands against publishing.')).toBeVisible();
  await click(button(page, 'Publish version'));
  await click(button(page, 'Publish version 1'));
  await expect(page.getByText('Story embeddings, version 1, is published.')).toBeVisible();
  expect(clicks).toBe(6);

  const person = { username: 'story-colleague', password: 'horse staple battery' };
  await api.call('POST', '/api/studio/users', { ...person, role: 'ml_full_access', backend_roles: [] });
  const context = await browser.newContext({ baseURL: studio.origin });
  const colleague = await context.newPage();
  await colleague.goto('/sign-in?next=/blueprints');
  await colleague.getByLabel('Username').fill(person.username);
  await colleague.getByLabel('Password', { exact: true }).fill(person.password);
  await colleague.keyboard.press('Enter');
  await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('Blueprints');
  clicks = 0;
  await colleague.getByRole('searchbox').fill('story');
  await click(colleague.getByRole('link', { name: 'Use Story embeddings', exact: true }));
  await colleague.getByLabel('api_key', { exact: true }).fill('of a colleague');
  await click(colleague.getByRole('button', { name: 'Create connector' }));
  await expect(colleague.getByText('api.story-provider.com embeddings created.')).toBeVisible(); // as the pasted call was named
  await click(colleague.getByRole('tab', { name: 'Try' }));
  await expect(colleague.getByRole('radio', { name: 'Mock', exact: true })).toBeAttached();
  expect(clicks).toBe(3);
  expect(await colleague.content()).not.toContain(secret);
  await context.close();
});

test('F8 leads from problem to problem of a draft', { tag: '@long' }, async ({ signedIn: page }) => {
  await page.goto('/blueprints/new?title=Walked');
  await expect(page.getByText(/stand against publishing/).first()).toBeVisible();
  const places = page.getByRole('region', { name: /^Checks/ }).getByRole('listitem');
  await expect(places.first()).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('F8');
  await expect(page.getByLabel('Summary', { exact: true })).toBeFocused();
  await page.keyboard.press('F8');
  await expect(page.getByLabel('Summary', { exact: true })).not.toBeFocused();
  await page.keyboard.press('Shift+F8');
  await expect(page.getByLabel('Summary', { exact: true })).toBeFocused();
});

test('an example is recorded from the service with the credential of a connector, without secrets', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const id = await aConnector(api, upstream.host, 'Recorder');
  await page.goto(`/blueprints/new?from=${id}`);
  upstream.received.length = 0;
  upstream.answers.push({ status: 200, body: { answer: `you sent ${secret}`, vector: Array.from({ length: 64 }, (_, at) => at / 100) } });
  await button(page, 'Record from the service').click();
  const flyout = page.getByRole('dialog', { name: 'Record from the service' });
  expect(await violations(page, { part: '[role="dialog"]' })).toEqual([]);
  await flyout.getByRole('button', { name: 'Send and record' }).click();
  await expect(flyout).toBeHidden();
  expect(upstream.received[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  await expect(page.getByRole('form').getByText('Recorded, 1 list of numbers is cut short.')).toBeVisible();
  await expect(editor(page, 'Recorded answer')).toContainText('you sent ********');
  expect(await page.content()).not.toContain(secret);
  await button(page, 'Run on mock').click();
  await expect(page.getByRole('form').getByText('The mock answers as expected.')).toBeVisible();
});

test('what stands against publishing leads to its line', async ({ signedIn: page }) => {
  await page.goto('/blueprints/new?title=Voyage+of+mine');
  await expect(page.getByLabel('Title', { exact: true }).first()).toHaveValue('Voyage of mine');
  await button(page, 'Publish version').click();
  const dialog = page.getByRole('dialog', { name: /stand against publishing/ });
  await dialog.getByRole('button', { name: 'Summary' }).click();
  await expect(page.getByLabel('Summary', { exact: true })).toBeFocused();
  await page
    .getByRole('region', { name: /^Checks/ })
    .getByRole('button', { name: 'Action 1, URL' })
    .first()
    .click();
  await expect(editor(page, 'URL')).toBeFocused();
});

test('a draft survives a reload, asks before it is left, is discarded and saved', { tag: '@long' }, async ({
  signedIn: page,
  api,
  upstream,
}) => {
  const id = await publishedBlueprint(api, upstream.host, 'Kept blueprint');
  await page.goto(`/blueprints/${id}/edit`);
  await page.getByLabel('Summary', { exact: true }).fill('Kept over a reload.');
  await expect(page.getByText('1 unsaved change', { exact: true })).toBeVisible();
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText(/Restored your draft from/)).toBeVisible();
  await expect(page.getByLabel('Summary', { exact: true })).toHaveValue('Kept over a reload.');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Models' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();
  await button(page, 'Discard').click();
  await expect(page.getByLabel('Summary', { exact: true })).toHaveValue('Echoes what it is asked.');
  await page.getByLabel('Summary', { exact: true }).fill('Saved by key.');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Kept blueprint saved as a draft.')).toBeVisible();
  await expect(page.getByText('Draft saved. Others see version 1')).toBeVisible();
});

test('a save over somebody else’s is a question and not a loss', { tag: '@long' }, async ({ signedIn: page, api, upstream }) => {
  const id = await publishedBlueprint(api, upstream.host, 'Shared blueprint');
  await page.goto(`/blueprints/${id}/edit`);
  await page.getByLabel('Summary', { exact: true }).fill('Mine.');
  const theirs = await api.call<Record<string, unknown>>('GET', `/api/studio/blueprints/${id}/_export`);
  await api.call('PUT', `/api/studio/blueprints/${id}?if_seq_no=${await seqNo(api, id)}&if_primary_term=1`, {
    ...theirs,
    summary: 'Theirs.',
  });
  await button(page, 'Save draft').click();
  const dialog = page.getByRole('dialog', { name: /^admin saved this blueprint at/ });
  await dialog.getByRole('button', { name: 'Compare' }).click();
  await expect(dialog).toContainText('Theirs.');
  await dialog.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByLabel('Summary', { exact: true })).toHaveValue('Theirs.');
});

const seqNo = async (api: Api, id: string) =>
  (await api.call<{ _seq_no: number }>('GET', `/api/studio/blueprints/${id}?draft=true`))._seq_no;

test('a built-in blueprint is forked, exported, and imported again under a free id', { tag: '@long' }, async ({ signedIn: page }) => {
  await page.goto('/blueprints/cohere-embed-v3');
  await expect(page.getByText('Built in').first()).toBeVisible();
  await button(page, 'Fork to edit').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Edit Cohere Embed v3/);
  await expect(page.getByText('forked from cohere-embed-v3')).toBeVisible();
  await page.getByLabel('Title', { exact: true }).first().fill('Cohere of ours');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Cohere of ours saved as a draft.')).toBeVisible();
  await page.getByRole('link', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cohere of ours');

  await button(page, 'Actions for Cohere of ours').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export as file' }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.blueprint\.json$/);
  const text = await fs.readFile(await download.path(), 'utf8');
  const file = JSON.parse(text) as File;
  expect(file.title).toBe('Cohere of ours');
  expect(file.connector.credential).toEqual({ cohere_key: '<cohere_key>' });

  await page.goto('/blueprints');
  await button(page, 'Import file').click();
  const flyout = page.getByRole('dialog', { name: 'Import a blueprint' });
  await flyout.getByLabel('Or paste its text').fill('{ "format": "ml-connector-studio/blueprint@1", "title": "" }');
  await expect(flyout.getByRole('alert')).toContainText('title');
  await flyout.getByLabel('Blueprint file').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(flyout.getByRole('heading', { name: 'Cohere of ours' })).toBeVisible();
  await expect(flyout.getByText(`${file.id} is taken here; this one is free.`)).toBeVisible();
  const id = await flyout.getByLabel('Id').inputValue();
  await flyout.getByRole('button', { name: 'Import blueprint' }).click();
  await expect(page).toHaveURL(new RegExp(`/blueprints/${id}$`));
  const again = await page.request.get(`/api/studio/blueprints/${id}/_export`);
  expect(await again.json()).toEqual({ ...file, id });
});

test('a connector tells what changed in its blueprint since, and a copy takes it over', { tag: '@long' }, async ({
  signedIn: page,
  api,
  upstream,
}) => {
  const id = await publishedBlueprint(api, upstream.host, 'Upgraded blueprint');
  const made = await api.call<{ connector_id: string }>('POST', `/_plugins/_ml/connectors/_create?blueprint_id=${id}`, {
    ...definition(upstream.host, 'Made from it'),
    parameters: { endpoint: upstream.host, model: 'm-1', input_type: 'of its own' },
  });
  await page.goto(`/blueprints/${id}/edit`);
  await page.getByLabel('model', { exact: true }).fill('m-2');
  await page.getByLabel('input_type', { exact: true }).fill('classification');
  await button(page, 'Publish version').click();
  await page.getByLabel('What is new (optional)').fill('A newer model');
  await button(page, 'Publish version 2').click();
  await expect(page.getByText('Upgraded blueprint, version 2, is published.')).toBeVisible();
  await page.getByRole('tab', { name: 'Versions (2)' }).click();
  await expect(page.getByRole('list', { name: 'Versions, newest first' })).toContainText('A newer model');
  await expect(page.getByRole('region', { name: 'Compare' })).toContainText('"m-2"');

  await page.goto(`/connectors/${made.connector_id}`);
  await button(page, '2 changes since').click();
  const flyout = page.getByRole('dialog', { name: 'Changes of Upgraded blueprint since version 1' });
  const changes = flyout.getByRole('list', { name: 'Changes' }).getByRole('listitem');
  await expect(changes.filter({ hasText: 'parameters.model' })).toContainText('The copy takes it over');
  await expect(changes.filter({ hasText: 'parameters.input_type' })).toContainText('Its own value stays');
  expect(await violations(page, { part: '[role="dialog"]' })).toEqual([]);
  await flyout.getByRole('link', { name: 'Apply to a copy' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Made from it copy');
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-2');
  await expect(page.getByLabel('input_type', { exact: true })).toHaveValue('of its own');
  await expect(page.getByLabel('echo_key', { exact: true })).toHaveValue('');
  await page.getByLabel('echo_key', { exact: true }).fill(secret);
  await button(page, 'Create connector').click();
  await expect(page.getByText('Made from it copy created.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText('Upgraded blueprint, version 2');
});

test('the gallery is searched, filtered, ordered and shown as a table by keyboard; what is not there can be made', {
  tag: '@long',
}, async ({ signedIn: page }) => {
  await page.goto('/blueprints');
  await page.keyboard.press('/');
  await page.keyboard.type('rerank');
  await expect(page).toHaveURL(/q=rerank/);
  await page.getByRole('checkbox', { name: /^Cohere/ }).click();
  await expect(page).toHaveURL(/provider=cohere/);
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('checkbox', { name: /^Cohere/ })).toBeChecked();
  await button(page, 'Clear filters').click();
  await page.getByRole('heading', { level: 1 }).focus();
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
  await expect(page.getByRole('article').first().getByRole('link').first()).toBeFocused();
  await page.getByRole('combobox', { name: 'Sort' }).click();
  await page.getByRole('option', { name: 'Provider' }).click();
  await expect(page.getByRole('article').first()).toContainText('Aleph Alpha');

  await page.getByTitle('Table').click();
  const table = page.getByRole('table', { name: 'Blueprints' });
  await expect(table.getByRole('columnheader', { name: 'Provider' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.getByRole('row')).toHaveCount(21);
  await page.reload();
  await expect(table).toBeVisible();
  await page.getByRole('searchbox').fill('no such service');
  await expect(page.getByText('Nothing for "no such service".')).toBeVisible();
  await page.getByTitle('Cards').click();
  await page.getByRole('link', { name: 'Create a blueprint for it' }).click();
  await expect(page.getByLabel('Title', { exact: true }).first()).toHaveValue('no such service');
});

test('a blueprint is deleted by typing its title', async ({ signedIn: page, api, upstream }) => {
  const id = await publishedBlueprint(api, upstream.host, 'Doomed blueprint');
  await page.goto(`/blueprints/${id}`);
  await button(page, 'Actions for Doomed blueprint').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Doomed blueprint?' });
  await dialog.getByRole('textbox').fill('Doomed blueprint');
  await dialog.getByRole('button', { name: 'Delete blueprint' }).click();
  await expect(page.getByText('Doomed blueprint deleted.')).toBeVisible();
  await expect(page).toHaveURL(/\/blueprints$/);
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1280, 375]) {
    const colorsOnly = theme === 'dark';

    test(`axe finds nothing on a blueprint of one's own, ${theme}, ${width} px`, { tag: '@long' }, async ({
      signedIn: page,
      api,
      upstream,
    }) => {
      const id = await publishedBlueprint(api, upstream.host, 'Seen blueprint');
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      for (const path of [`/blueprints/${id}`, `/blueprints/${id}?tab=template`, `/blueprints/${id}?tab=versions`, '/blueprints/new']) {
        await page.goto(path);
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect(await violations(page, { colorsOnly }), path).toEqual([]);
      }
      await page.goto('/blueprints');
      await button(page, 'Import file').click();
      await page.getByRole('dialog').getByLabel('Or paste its text').fill('{');
      await page.getByRole('dialog').getByRole('alert').waitFor();
      expect(await violations(page, { colorsOnly, part: '[role="dialog"]' })).toEqual([]);
    });

    test(`axe finds nothing on the editor of a blueprint, ${theme}, ${width} px`, { tag: '@long' }, async ({
      signedIn: page,
      api,
      upstream,
    }) => {
      const id = await publishedBlueprint(api, upstream.host, 'Edited blueprint');
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/blueprints/${id}/edit`);
      await editor(page, 'Request body').waitFor();
      await button(page, /^API key/).click();
      await button(page, /^7?Token counts and errors/).click();
      await editor(page, 'Recorded answer').waitFor();
      await editor(page, 'Server error').waitFor();
      expect(await violations(page, { colorsOnly })).toEqual([]);
      await page.getByLabel('Summary', { exact: true }).fill('');
      await button(page, 'Publish version').click();
      await page.getByRole('dialog').waitFor();
      expect(await violations(page, { colorsOnly, part: '[role="dialog"]' })).toEqual([]);
    });
  }
}
