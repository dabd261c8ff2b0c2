import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const secret = 'sk-proj-plantedPasteSecret0123456789abcdef';
const flyout = (page: Page) => page.getByRole('dialog', { name: 'Paste anything' });
const textOf = (page: Page) => flyout(page).getByRole('textbox', { name: 'Text', exact: true });
const part = (page: Page, name: string | RegExp) => flyout(page).getByRole('region', { name });

async function openFlyout(page: Page) {
  await page.goto('/connectors');
  await page.getByRole('button', { name: 'Paste anything' }).first().click();
  await textOf(page).waitFor();
}

/** All that a browser keeps or shows in its address. */
const keptBy = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([window.location.href, { ...localStorage }, { ...sessionStorage }, document.cookie, window.history.state]),
  );

/** As a service's documentation shows a call of it. */
const curl = (origin: string) => `curl ${origin}/v1/embeddings \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer ${secret}" \\
  -d '{
    "input": "The food was delicious",
    "model": "text-embedding-3-small",
  }'`;

test('C-17: a cURL example of a service becomes a connector; its key goes to the credential and to no other place', async ({
  signedIn: page,
}) => {
  await openFlyout(page);
  await textOf(page).fill(curl('https://api.openai.com'));
  await expect(part(page, 'Recognised')).toContainText('A cURL call of OpenAI');
  const moved = part(page, /^Moved/);
  await expect(moved).toContainText('Host api.openai.com from the address');
  await expect(moved).toContainText('parameters.endpoint');
  await expect(moved).toContainText('A secret from the header Authorization');
  await expect(moved).toContainText('credential.openAI_key');
  await expect(part(page, /^Repaired/)).toContainText('A comma before a closing bracket was removed line 7');
  await expect(part(page, /^Questions/).getByRole('radio', { name: /Keep my call and add/ })).toBeChecked();
  await expect(part(page, 'What the form gets')).toContainText('********');
  await expect(part(page, 'What the form gets')).not.toContainText(secret);

  await flyout(page).getByRole('button', { name: 'Fill the form' }).click();
  await expect(page).toHaveURL(/\/connectors\/new\?paste=1$/);
  await expect(page.getByText('from a cURL call of OpenAI')).toBeVisible();
  await expect(page.getByLabel('openAI_key', { exact: true })).toHaveValue(secret);
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('text-embedding-3-small');
  expect(await keptBy(page)).not.toContain(secret);

  // Left unsaved, it survives a reload without its secret.
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.endsWith('connector new pasted')));
  expect(await keptBy(page)).not.toContain(secret);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText(/Restored your draft from/)).toBeVisible();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('text-embedding-3-small');
  await expect(page.getByLabel('openAI_key', { exact: true })).toHaveValue('');

  await page.getByLabel('openAI_key', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Create connector' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('OpenAI embeddings');
  expect(await page.content()).not.toContain(secret);
  expect(await keptBy(page)).not.toContain(secret);
});

test('the blueprint of a pasted call can be taken instead, and answers on the mock', { tag: '@long' }, async ({ signedIn: page }) => {
  await openFlyout(page);
  await textOf(page).fill(curl('https://api.openai.com'));
  await part(page, /^Questions/)
    .getByRole('radio', { name: /Take the blueprint/ })
    .check();
  await flyout(page).getByRole('button', { name: 'Fill the form' }).click();
  await expect(page.getByLabel('dimensions', { exact: true })).toHaveValue('1024');
  await expect(page.getByLabel('openAI_key', { exact: true })).toHaveValue(secret);
  await page.getByRole('button', { name: 'Create connector' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('OpenAI embeddings');
  await page.getByRole('tab', { name: 'Try' }).click();
  await page.getByText('Mock', { exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Mock', exact: true })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/Answered 200 in/).first()).toBeVisible();
});

test('a broken fragment is mended, and what is not certain waits for an answer', async ({ signedIn: page }) => {
  await page.goto('/connectors/new');
  await page.getByRole('button', { name: 'Paste anything' }).click();
  await textOf(page).fill(`POST _plugins/_ml/connectors/_create
{
  "name": "From a page", // change this
  "version": 1,
  "protocol": "http",
  ...
  "credential": { "key": "<YOUR_KEY>", },
  "actions": [{ "action_type": "predict", "method": "POST", "url": "https://api.openai.com/v1/x", "request_body": "{}" }]
`);
  await expect(part(page, 'Recognised')).toContainText('A Dev Tools request');
  for (const said of [
    'A comment was left out line 3',
    'A comma before a closing bracket was removed line 7',
    'A closing } at the end was added',
  ])
    await expect(part(page, /^Repaired/)).toContainText(said);
  await expect(part(page, /^Moved/)).toContainText('<YOUR_KEY>, for you to fill in');

  const fill = flyout(page).getByRole('button', { name: 'Fill the form' });
  await expect(fill).toHaveAttribute('aria-disabled', 'true');
  await expect(fill).toHaveAccessibleDescription('Answer the questions first.');
  await part(page, /^Questions/)
    .getByRole('radio', { name: 'Go on without it' })
    .check();
  await expect(part(page, /^Could not place/)).toContainText('What the dots stand for is not in the text line 6');
  await fill.click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('From a page');
  await expect(page.getByLabel('key', { exact: true })).toHaveValue('');
});

test('what is no connector is explained; the palette leads to the flyout, and keys alone are enough', async ({ signedIn: page }) => {
  await page.goto('/models');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search the studio' }).fill('paste');
  await page.keyboard.press('Enter');
  await textOf(page).waitFor();
  await textOf(page).fill('POST /_plugins/_ml/models/m/_predict\n{ "parameters": {} }');
  await expect(flyout(page).getByRole('status')).toContainText('There is no connector in it');
  await textOf(page).fill(
    'client.ml.createConnector({\n  body: { name: `by ${who}`, protocol: "http", credential: { key: "k" }, actions: [] },\n})',
  );
  await flyout(page)
    .getByLabel(/name takes who/)
    .fill('keys');
  await expect(part(page, 'What the form gets')).toContainText('by keys');
  await flyout(page).getByRole('button', { name: 'Fill the form' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('by keys');
});

/** A connector of one's own, and how its service is called in a terminal. */
const echo = (host: string) => ({
  name: 'Echo',
  version: '1',
  protocol: 'http',
  parameters: { endpoint: host, model: 'm-1', kept_by_nobody: 'x' },
  credential: { key: 'planted-stored-secret' },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'http://${parameters.endpoint}/v1/echo',
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{ "model": "${parameters.model}", "q": "${parameters.q}" }',
      pre_process_function: 'return \'{"parameters":{"q":"\' + params.text_docs[0] + \'"}}\';',
    },
  ],
});
const echoCall = (host: string) =>
  `curl http://${host}/v1/echo -H "Authorization: Bearer ${secret}" -d '{"model": "m-2", "q": "who goes there"}'`;
const trustOf = (host: string) => ({
  persistent: {
    'plugins.ml_commons.connector.private_ip_enabled': true,
    'plugins.ml_commons.trusted_connector_endpoints_regex': [`^http://${host.replaceAll('.', '\\.')}/.*$`],
  },
});

test('what is pasted into a form is compared with it, can be taken back, and keeps what the text says nothing of', {
  tag: '@long',
}, async ({ signedIn: page, upstream, api }) => {
  await api.call('PUT', '/_cluster/settings', trustOf(upstream.host));
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', {
    ...echo(upstream.host),
    description: 'Stays',
  });
  await page.goto(`/connectors/${connector_id}?tab=edit`);
  await page.getByRole('tabpanel', { name: 'Edit' }).getByRole('button', { name: 'Paste anything' }).click();
  await textOf(page).fill(echoCall(upstream.host));
  const diff = part(page, 'What the form gets');
  await expect(diff).toContainText('Form now');
  await expect(diff).toContainText('"model": "m-1"');
  await expect(diff).toContainText('"model": "m-2"');
  await expect(diff).not.toContainText(secret);
  await flyout(page).getByRole('button', { name: 'Fill the form' }).click();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-2');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Echo');
  await expect(page.getByLabel(/^Description/)).toHaveValue('Stays');
  await expect(page.getByLabel('kept_by_nobody', { exact: true })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Rendered body' })).toContainText('who goes there');
  expect(await keptBy(page)).not.toContain(secret);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(page.getByLabel('model', { exact: true })).toHaveValue('m-1');
  await expect(page.getByText(/unsaved change/)).toHaveCount(0);
  await api.call('DELETE', `/_plugins/_ml/connectors/${connector_id}`);
});

test('a published blueprint of one’s own fits a pasted call; what the call asked is the first input to try', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  await api.call('PUT', '/_cluster/settings', trustOf(upstream.host));
  const { credential: _, ...connector } = echo(upstream.host);
  const own = `echo-${upstream.host.replace(/\D+/g, '-')}`;
  const made = await api.call<{ _seq_no: number; _primary_term: number }>('POST', '/api/studio/blueprints', {
    format: 'ml-connector-studio/blueprint@1',
    id: own,
    title: 'Echo of ours',
    summary: 'Echoes what it is asked.',
    provider: 'other',
    task: 'chat',
    docs_url: '',
    notes: [],
    connector: { ...connector, credential: { key: '<key>' } },
    questions: [{ key: 'credential.key', label: 'API key', type: 'secret', required: true }],
    trusted_pattern: `^http://${upstream.host.replaceAll('.', '\\.')}/.*$`,
    examples: [
      {
        title: 'A question',
        input: { parameters: { q: 'hello' } },
        recorded: { answer: 'hello' },
        expected: { inference_results: [{ output: [{ name: 'response', dataAsMap: { answer: 'hello' } }], status_code: 200 }] },
      },
    ],
    mock: {},
  });
  const version = `if_seq_no=${made._seq_no}&if_primary_term=${made._primary_term}`;
  await api.call('POST', `/api/studio/blueprints/${own}/_publish?${version}`, { note: 'First' });
  await openFlyout(page);
  await textOf(page).fill(echoCall(upstream.host).replace('"q"', '"input"'));
  await expect(part(page, /^Questions/)).toContainText('The blueprint “Echo of ours” calls the same address.');
  await part(page, /^Questions/)
    .getByRole('radio', { name: 'Keep my call as it is' })
    .check();
  await flyout(page).getByRole('button', { name: 'Fill the form' }).click();
  await expect(page.getByRole('combobox', { name: 'Sample input' })).toHaveValue('As in the pasted call');
  await expect(page.getByRole('region', { name: 'Rendered body' })).toContainText('who goes there');
  await page.getByRole('button', { name: 'Create connector' }).click();
  await expect(page).toHaveURL(/\/connectors\/[\w-]{20}$/);
  await page.getByRole('tab', { name: 'Try' }).click();
  await expect(page.getByLabel('input', { exact: true })).toHaveValue('who goes there');
  const id = page.url().split('/').at(-1)?.split('?')[0];
  await api.call('DELETE', `/_plugins/_ml/connectors/${id}`);
  await api.call('DELETE', `/api/studio/blueprints/${own}`);
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the flyout, ${theme}`, { tag: '@long' }, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await openFlyout(page);
      expect(await violations(page, { colorsOnly: theme === 'dark' }), `empty, ${width} px`).toEqual([]);
      await textOf(page).fill(curl('https://api.openai.com'));
      await expect(part(page, 'What the form gets')).toContainText('endpoint');
      expect(await violations(page, { colorsOnly: theme === 'dark' }), `${width} px`).toEqual([]);
      await textOf(page).fill('hello');
      await expect(flyout(page).getByRole('status')).toContainText('There is no connector');
      expect(await violations(page, { colorsOnly: theme === 'dark' }), `nothing, ${width} px`).toEqual([]);
    }
  });
}
