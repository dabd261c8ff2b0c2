import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openPage } from './open-page.ts';

const prefix = 'plugins.ml_commons.';
const trustedKey = `${prefix}trusted_connector_endpoints_regex`;
const accessKey = `${prefix}connector_access_control_enabled`;
const tasksKey = `${prefix}max_batch_inference_tasks`;
const ownHost = '^https://chat\\.help\\.example/.*$';

type Stored = { persistent: Record<string, unknown> };
type Api = { call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> };

const stored = async (api: Api) => (await api.call<Stored>('GET', '/_cluster/settings?flat_settings=true')).persistent;
const set = (api: Api, persistent: object) => api.call('PUT', '/_cluster/settings', { persistent });

let before: Record<string, unknown> = {};

test.beforeEach(async ({ api }) => {
  before = await stored(api);
  const none = { [`${prefix}*`]: null };
  await api.call('PUT', '/_cluster/settings', { persistent: none, transient: none });
});

test.afterEach(async ({ api }) => {
  await set(api, { [`${prefix}*`]: null, ...before });
});

async function open(page: Page, path = '/settings') {
  await openPage(page, path, 'Cluster settings');
}

const bar = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' });

async function connect(api: Api, name: string) {
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', {
    name,
    version: 1,
    protocol: 'http',
    credential: { key: 'k' },
    actions: [{ action_type: 'predict', method: 'POST', url: 'https://chat.help.example/v1/chat', request_body: '{}' }],
  });
  return { id: connector_id, remove: () => api.call('DELETE', `/_plugins/_ml/connectors/${connector_id}`) };
}

test('an address that is not trusted becomes so, seen through before it is saved, with the keyboard alone', async ({
  signedIn: page,
  api,
}) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Try an address' }).focus();
  await page.keyboard.type('https://api.openai.org/v1/embed');
  const answer = page.getByRole('region', { name: 'Try an address' });
  await expect(answer).toContainText('No pattern matches. Pattern 3 stops at https://api.openai.org/v1/embed');
  await expect(answer.locator('mark')).toHaveText('org/v1/embed');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Add ^https://api\\.openai\\.org/.*$' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(answer).toContainText('Trusted by pattern 13.');
  await expect(page.getByRole('textbox', { name: 'Pattern 13' })).toHaveValue('^https://api\\.openai\\.org/.*$');

  await expect(bar(page)).toContainText('1 unsaved setting');
  const review = bar(page).getByRole('button', { name: 'Review' });
  await review.focus();
  await page.keyboard.press('Enter');
  const flyout = page.getByRole('dialog', { name: 'Review changes' });
  await expect(flyout).toContainText('No connector becomes blocked.');
  await expect(flyout).toContainText('PUT /_cluster/settings');
  await expect(flyout).toContainText('"^https://api\\\\.openai\\\\.org/.*$"');
  await page.keyboard.press('Escape');
  await expect(flyout).toBeHidden();
  await expect(review).toBeFocused();

  await page.keyboard.press('Control+s');
  await expect(page.getByText('Trusted endpoints saved.')).toBeVisible();
  await expect(bar(page)).toBeHidden();
  expect((await stored(api))[trustedKey]).toContain('^https://api\\.openai\\.org/.*$');

  await page.getByRole('button', { name: 'Reset to default: Trusted endpoints' }).click();
  await page.keyboard.press('Control+s');
  await expect(bar(page)).toBeHidden();
  expect(await stored(api)).not.toHaveProperty([trustedKey]);
});

test('a list that blocks a connector names it and asks first', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await set(api, { [trustedKey]: ['^https://api\\.openai\\.com/.*$', ownHost] });
  const connector = await connect(api, 'Chat of the help pages');
  try {
    await open(page);
    const row = page.getByRole('list', { name: 'Trusted endpoints' }).getByRole('listitem').nth(1);
    await expect(row).toContainText('1 connector');
    await row.getByRole('button', { name: 'Remove pattern 2' }).click();
    await bar(page).getByRole('button', { name: 'Save changes' }).click();
    const question = page.getByRole('dialog', { name: 'Block 1 connector?' });
    await expect(question).toContainText('1 connector becomes blocked: Chat of the help pages.');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect((await stored(api))[trustedKey]).toContain(ownHost);

    await bar(page).getByRole('button', { name: 'Save changes' }).click();
    await question.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Trusted endpoints saved.')).toBeVisible();
    expect((await stored(api))[trustedKey]).not.toContain(ownHost);
  } finally {
    await connector.remove();
  }
});

test('syntax that is not supported is named at its row and never saved', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await open(page);
  await page.getByRole('button', { name: 'Add pattern', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Pattern 13' })).toBeFocused();
  await page.keyboard.type('^https://api\\.example\\.com/.*+$');
  const row = page.getByRole('list', { name: 'Trusted endpoints' }).getByRole('listitem').nth(12);
  await expect(row).toContainText("Java's possessive quantifiers (*+) are not supported here.");
  await expect(row).toContainText('Not valid');
  await page.keyboard.press('Control+s');
  const problem = page.getByRole('alert').filter({ hasText: 'One problem to solve' });
  await expect(problem).toContainText('Trusted endpoints, pattern 13:');
  await expect(page.getByRole('textbox', { name: 'Pattern 13' })).toBeFocused();
  expect(await stored(api)).not.toHaveProperty([trustedKey]);

  await page.getByRole('textbox', { name: 'Pattern 13' }).fill('^https?://.*$');
  await expect(row).toContainText('Any host');
  await bar(page).getByRole('button', { name: 'Discard' }).click();
  await expect(bar(page)).toBeHidden();
});

test('a host becomes an escaped pattern, and JSON is escaped once more', { tag: '@long' }, async ({ signedIn: page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Add from host…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add from host' });
  await dialog.getByRole('textbox', { name: 'Host or address' }).fill('models.example.com:8443');
  await expect(dialog).toContainText('^https://models\\.example\\.com:8443/.*$');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Pattern 13' })).toHaveValue('^https://models\\.example\\.com:8443/.*$');

  await page.getByRole('button', { name: 'Edit as JSON' }).click();
  const editor = page.getByRole('textbox', { name: 'Trusted endpoints as JSON' });
  await expect(editor).toContainText('models\\\\.example');
  await editor.fill('["^https://');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Trusted endpoints: the JSON is not a list of texts.')).toBeVisible();
  await expect(editor).toBeFocused();
  await editor.fill('["^https://api\\\\.example\\\\.com/.*$"]');
  await page.getByRole('button', { name: 'Edit as rows' }).click();
  await expect(page.getByRole('textbox', { name: 'Pattern 1' })).toHaveValue('^https://api\\.example\\.com/.*$');
  await expect(page.getByRole('textbox', { name: /^Pattern/ })).toHaveCount(1);
});

test('a pattern in the address waits in a new row, and goes with it', { tag: '@long' }, async ({ signedIn: page }) => {
  const pattern = '^https://api\\.mistral\\.ai/.*$';
  await open(page, `/settings?pattern=${encodeURIComponent(pattern)}`);
  await expect(page.getByRole('textbox', { name: 'Pattern 13' })).toHaveValue(pattern);
  await expect(page.getByText('Pattern 13 is new')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('textbox', { name: 'Pattern 13' })).toBeHidden();
  await expect(page).toHaveURL(/\/settings$/);
});

test('a value out of range is refused in plain words, and what search hides is counted', { tag: '@long' }, async ({
  signedIn: page,
  api,
}) => {
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.type('batch jobs');
  const field = page.getByRole('textbox', { name: 'Batch jobs at once' });
  await expect(page.getByRole('heading', { name: 'Trusted endpoints' })).toBeHidden();
  await field.fill('20000');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Enter a whole number, 0 to 10,000.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('streaming');
  await expect(bar(page)).toContainText('1 unsaved setting, 1 hidden by search');
  await page.keyboard.press('Control+s');
  await expect(field).toBeFocused();
  await field.fill('20');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Batch jobs at once saved.')).toBeVisible();
  expect((await stored(api))[tasksKey]).toBe('20');

  await page.getByRole('checkbox', { name: 'Changed only' }).check();
  await expect(page).toHaveURL(/changed=true/);
  await expect(page.getByRole('switch', { name: 'Streaming predictions' })).toBeHidden();
  await expect(page.getByText('persistent · default 100')).toBeVisible();
});

test('a draft survives a reload and can be dropped', { tag: '@long' }, async ({ signedIn: page }) => {
  await open(page);
  await page.getByRole('switch', { name: 'Streaming predictions' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Batch jobs at once' }).fill('7');
  await expect(bar(page)).toContainText('2 unsaved settings');
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText(/Restored your draft from \d\d:\d\d/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Batch jobs at once' })).toHaveValue('7');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect(bar(page)).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Batch jobs at once' })).toHaveValue('100');
});

test('nobody overwrites what somebody else saved meanwhile without seeing it', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Batch jobs at once' }).fill('7');
  await set(api, { [`${prefix}stream_enabled`]: true });
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Batch jobs at once saved.')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Streaming predictions' })).toBeChecked();

  await page.getByRole('textbox', { name: 'Batch jobs at once' }).fill('9');
  await set(api, { [tasksKey]: 8 });
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Somebody else changed Batch jobs at once meanwhile.')).toBeVisible();
  expect((await stored(api))[tasksKey]).toBe('8');
  await page.keyboard.press('Control+s');
  await expect(bar(page)).toBeHidden();
  expect((await stored(api))[tasksKey]).toBe('9');
});

test('access control is switched off only by who types it', async ({ signedIn: page, api }) => {
  await set(api, { [accessKey]: true });
  await open(page);
  await page.getByRole('switch', { name: 'Connector access control' }).uncheck({ force: true });
  await page.keyboard.press('Control+s');
  const question = page.getByRole('dialog', { name: 'Disable connector access control?' });
  await question.getByRole('button', { name: 'Save changes' }).click();
  await expect(question).toContainText('This is not the same text.');
  expect((await stored(api))[accessKey]).toBe('true');
  await question.getByRole('textbox').fill('disable connector access control');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Connector access control saved.')).toBeVisible();
  expect((await stored(api))[accessKey]).toBe('false');
});

test('unsaved settings are not left behind without a question', { tag: '@long' }, async ({ signedIn: page }) => {
  await open(page);
  await page.getByRole('switch', { name: 'Streaming predictions' }).check({ force: true });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Models' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(bar(page)).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Models' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Models');
});

test('settings that nothing acts on are folded at the end and found by search', { tag: '@long' }, async ({ signedIn: page }) => {
  await open(page);
  const fold = page.getByRole('button', { name: /^Kept for OpenSearch tools/ });
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await fold.click();
  await expect(page.getByRole('switch', { name: 'Careful model deletion' })).toBeVisible();
  await fold.click();
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('careful deletion');
  await expect(page.getByRole('switch', { name: 'Careful model deletion' })).toBeVisible();
  await expect(page.locator('mark').first()).toHaveText('Careful');
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('nonsense');
  await expect(page.getByText('No settings match these filters.')).toBeVisible();
});

test('an administrator comes from a refused address to a trusted one in three clicks', async ({ signedIn: page, api }) => {
  await set(api, { [trustedKey]: [ownHost] });
  const connector = await connect(api, 'Chat of the help pages');
  await set(api, { [trustedKey]: null });
  try {
    await page.goto(`/playground?connector=${connector.id}`);
    await page.getByRole('button', { name: 'Dry run' }).click();
    const response = page.getByRole('region', { name: 'Response', exact: true });
    await expect(response).toContainText('Connector URL is not matching the trusted connector endpoint regex');
    await page.getByRole('link', { name: 'Trust this host' }).first().click();
    await expect(page.getByRole('textbox', { name: 'Pattern 13' })).toHaveValue(ownHost);
    await bar(page).getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Trusted endpoints saved.')).toBeVisible();
    await expect(page).toHaveURL(/\/settings$/);
    await page.goBack(); // the third
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Playground');
    expect((await stored(api))[trustedKey]).toContain(ownHost);
    const { state } = await api.call<{ state: { name: string } }>('GET', `/api/studio/connectors/${connector.id}`);
    expect(state.name).not.toBe('blocked');
  } finally {
    await connector.remove();
  }
});

test('an address that is trusted already is not trusted once more', { tag: '@long' }, async ({ signedIn: page }) => {
  await open(page, `/settings?host=${encodeURIComponent('https://api.openai.com/v1/x')}`);
  await expect(page.getByRole('region', { name: 'Try an address' })).toContainText('Trusted by pattern 3.');
  await expect(bar(page)).toBeHidden();
  await open(page, '/settings?host=not%20a%20host');
  await expect(page.getByRole('region', { name: 'Try an address' })).toContainText('No pattern matches.');
  await expect(bar(page)).toBeHidden();
});

test('a pattern that other hosts could slip through is pinned with one press', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await open(page);
  const row = page.getByRole('list', { name: 'Trusted endpoints' }).getByRole('listitem').first();
  await expect(row).toContainText('Text after the host can match');
  await row.getByRole('button', { name: /^Pin the host/ }).click();
  await expect(page.getByRole('textbox', { name: 'Pattern 1', exact: true })).toHaveValue(
    '^https://runtime\\.sagemaker\\.[A-Za-z0-9.-]*[a-z0-9-]\\.amazonaws\\.com/.*$',
  );
  await expect(row).toContainText('Host pinned');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Trusted endpoints saved.')).toBeVisible();
  expect(((await stored(api))[trustedKey] as string[])[0]).toContain('[A-Za-z0-9.-]*'); // as: a list of patterns
});

test('what becomes blocked is named while the list is edited, with a way to it', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await set(api, { [trustedKey]: ['^https://api\\.openai\\.com/.*$', ownHost] });
  const connector = await connect(api, 'Chat of the help pages');
  try {
    await open(page);
    await page.getByRole('button', { name: 'Remove pattern 2' }).click();
    await expect(page.getByText('Saving blocks 1 connector')).toBeVisible();
    const link = page.getByRole('region', { name: 'Trusted endpoints' }).getByRole('link', { name: 'Chat of the help pages' });
    await expect(link).toHaveAttribute('href', `/connectors/${connector.id}`);
    await bar(page).getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByText('Saving blocks 1 connector')).toBeHidden();
  } finally {
    await connector.remove();
  }
});

test('what opens the network or deletes is asked about first', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await open(page);
  const save = async (question: string, words: string) => {
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: question });
    await expect(dialog).toContainText(words);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await bar(page).getByRole('button', { name: 'Discard' }).click();
    await expect(bar(page)).toBeHidden();
  };
  await page.getByRole('switch', { name: 'Private addresses' }).check({ force: true });
  await save('Allow private addresses?', 'Connectors may call addresses inside your own network.');
  await page.getByRole('switch', { name: 'Remote inference' }).uncheck({ force: true });
  await save('Switch remote inference off?', 'No connector can be called or created until it is on again.');
  await page.getByRole('textbox', { name: 'Days to keep runs' }).fill('2');
  await save('Delete what is older?', 'Runs that are older than 2 days are deleted.');
  await page.getByRole('button', { name: 'Add pattern', exact: true }).click();
  await page.keyboard.type('^https?://.*$');
  await save('Trust any host?', 'Connectors may send their credentials to any host');
  expect(await stored(api)).toEqual({});
});

test('every setting says its type, its range and where its value comes from', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await api.call('PUT', '/_cluster/settings', { persistent: { [tasksKey]: 7 }, transient: { [tasksKey]: 9 } });
  await open(page, '/settings?q=max_batch_inference_tasks');
  await expect(page.getByText('Whole number, 0 to 10,000')).toBeVisible();
  await expect(page.getByText('transient, wins over persistent 7 · default 100')).toBeVisible();
  await page.getByRole('button', { name: 'Reset to default: Batch jobs at once' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Batch jobs at once saved.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Batch jobs at once' })).toHaveValue('100');
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('multi_tenancy');
  await expect(page.getByText('Set in studio.yml')).toBeVisible();
});

test('the settings that people look for first are two clicks away', { tag: '@long' }, async ({ signedIn: page }) => {
  for (const [section, name] of [
    ['Access control', 'Connector access control'],
    ['Nodes', 'Only run on ML nodes'],
  ] as const) {
    await page.goto('/connectors');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Cluster settings' }).click();
    await page.getByRole('navigation', { name: 'Sections of this page' }).getByRole('link', { name: section }).click();
    await expect(page.getByRole('switch', { name })).toBeInViewport();
  }
});

test('without a network saving explains itself and waits', { tag: '@long' }, async ({ signedIn: page, api }) => {
  await open(page);
  await page.getByRole('switch', { name: 'Streaming predictions' }).check({ force: true });
  await page.context().setOffline(true);
  const button = bar(page).getByRole('button', { name: 'Save changes' });
  await expect(button).toHaveAccessibleDescription('You are offline. Save once you are back.');
  await button.click({ force: true }); // it says that it is disabled, and stays in reach
  await page.context().setOffline(false);
  await expect(button).not.toHaveAttribute('aria-disabled');
  expect(await stored(api)).toEqual({});
  await button.click();
  await expect(page.getByText('Streaming predictions saved.')).toBeVisible();
});

test('a reader sees values and no controls', { tag: '@long' }, async ({ browser, studio, api }) => {
  const reader = { username: 'settings-reader', password: 'correct horse battery' };
  const { id } = await api.call<{ id: string }>('POST', '/api/studio/users', { ...reader, role: 'ml_read_access', backend_roles: [] });
  const context = await browser.newContext({ baseURL: studio.origin });
  const page = await context.newPage();
  try {
    const headers = { origin: studio.origin, 'osd-xsrf': 'true' };
    expect((await context.request.post(`${studio.origin}/api/studio/session`, { headers, data: reader })).status()).toBe(200);
    await page.goto('/settings');
    const list = page.getByRole('list', { name: 'Trusted endpoints' });
    await expect(list.getByRole('listitem')).toHaveCount(12);
    await expect(list.getByRole('listitem').nth(2)).toContainText('Host pinned');
    await expect(page.getByText('Whole number, 0 to 10,000').first()).toBeVisible();
    await expect(page.getByRole('switch')).toHaveCount(0);
    await expect(page.getByRole('textbox', { name: /^Pattern/ })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^(Reset|Add|Pin|Edit as JSON)/ })).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Try an address' }).fill('https://api.openai.com/v1');
    await expect(page.getByText('Trusted by pattern 3.')).toBeVisible();
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('cohere');
    await expect(list.locator('mark')).toHaveText('cohere');
    await page.goto('/settings?host=api.mistral.ai');
    await expect(page.getByText('An administrator can trust this address')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy for your administrator' })).toBeVisible();
  } finally {
    await context.close();
    await api.call('DELETE', `/api/studio/users/${id}`);
  }
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the states of settings, ${theme}`, { tag: '@long' }, async ({ signedIn: page, api }) => {
    await set(api, { [trustedKey]: ['^https://api\\.openai\\.com/.*$', ownHost, '^https://.*\\.azure\\.com/.*$'] });
    const connector = await connect(api, 'Chat of the help pages');
    try {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await open(page, '/settings?q=chat');
      await page.getByRole('button', { name: 'Remove pattern 2' }).click();
      await page.getByRole('textbox', { name: 'Try an address' }).fill('https://api.openai.org/v1');
      await expect(page.getByText('Saving blocks 1 connector')).toBeVisible();
      await expect(page.getByText('No pattern matches.')).toBeVisible();
      await page.evaluate(() => window.scrollTo(0, 0)); // what stands half under the header is no target
      expect(await violations(page), 'edited').toEqual([]);
      await bar(page).getByRole('button', { name: 'Review' }).click();
      await expect(page.getByRole('dialog')).toContainText('PUT /_cluster/settings');
      expect(await violations(page, { part: '[role="dialog"]' }), 'review').toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
      await expect(page.getByRole('dialog', { name: 'Block 1 connector?' })).toBeVisible();
      expect(await violations(page, { part: '[role="dialog"]' }), 'question').toEqual([]);
    } finally {
      await connector.remove();
    }
  });
}
