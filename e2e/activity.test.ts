import fs from 'node:fs';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const secret = 'planted-activity-secret';

type Api = { call<A = Record<string, never>>(method: string, path: string, body?: unknown): Promise<A> };
type Upstream = { host: string; answers: { status: number; body: unknown }[] };

const good = { status: 200, body: { answer: 'a better answer', usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 } } };

async function aConnector(api: Api, { host }: Upstream, name: string): Promise<string> {
  await api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': [`^http://${host.replaceAll('.', '\\.')}/.*$`],
    },
  });
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', {
    name,
    version: '1',
    protocol: 'http',
    parameters: { model: 'm-1' },
    credential: { key: secret },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `http://${host}/v1/chat`,
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{ "model": "${parameters.model}", "prompt": "${parameters.prompt}" }',
      },
    ],
  });
  return connector_id;
}

const predict = (api: Api, connector_id: string, prompt: string, mode: 'send' | 'mock' | 'dry_run' = 'send') =>
  api.call<{ run_id: string; outcome: string }>('POST', '/api/studio/predictions', {
    target: { connector_id },
    action_type: 'PREDICT',
    mode,
    body: { parameters: { prompt } },
  });

test.beforeEach(async ({ upstream, api }) => {
  upstream.answers.length = 0;
  await api.call('DELETE', '/api/studio/runs');
});

test('a failed run is found in Activity, opened at the step that failed, sent again and compared', async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const connector = await aConnector(api, upstream, 'Chat under watch');
  upstream.answers.push({ status: 500, body: { error: 'out of order' } });
  expect(await predict(api, connector, 'the first question')).toMatchObject({ outcome: 'failed' });
  await page.goto('/activity?outcome=failed&range=1h');
  const row = page.getByRole('row', { name: /Chat under watch/ });
  await expect(row).toContainText('Send');
  await expect(row).toContainText('500');
  await row.getByRole('link', { name: /Chat under watch$/ }).first().click(); // biome-ignore format: one line
  await expect(page).toHaveURL(/[?&]open=/);
  const flyout = page.getByRole('dialog', { name: 'Chat under watch' });
  await expect(flyout.getByRole('region', { name: 'Trace' })).toContainText('Error from remote service: {"error":"out of order"}');
  await expect(flyout.getByRole('region', { name: 'Request' })).toContainText('the first question');
  await expect(flyout.getByRole('link', { name: 'Open in playground' })).toHaveAttribute('href', /^\/playground\?run=/);

  upstream.answers.push(good);
  await flyout.getByRole('button', { name: 'Send again' }).last().click(); // the first is the remedy's
  const both = flyout.getByRole('table', { name: 'Both runs' });
  await expect(both.getByRole('row', { name: /^Status/ })).toContainText('500200');
  await expect(page).toHaveURL(/part=compare/);
  await expect(flyout.getByRole('region', { name: 'Answer' }).first()).toContainText('a better answer');
  await page.keyboard.press('Escape');
  await expect(flyout).toBeHidden();
  expect(new URL(page.url()).search).toBe('?outcome=failed&range=1h');
  expect(await page.content()).not.toContain(secret);
});

test('runs are paged both ways, counted while they arrive and never moved, and exported', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const connector = await aConnector(api, upstream, 'Paged chat');
  for (let n = 1; n <= 12; n += 1) await predict(api, connector, `question ${n}`, 'mock');
  await page.goto('/activity?size=10');
  const rows = page.getByRole('table', { name: 'Runs, newest first' }).locator('tbody tr');
  await expect(rows).toHaveCount(10);
  const newest = await rows.first().getAttribute('data-key');
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(/cursor=/);
  await expect(page.getByRole('button', { name: 'Older' })).toBeDisabled();
  await page.reload();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect(rows).toHaveCount(10);
  await expect(rows.first()).toHaveAttribute('data-key', newest ?? '');
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Newest' }).click();
  await expect(rows).toHaveCount(10);

  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('dir=newer')) requests.push(request.headers()['studio-background'] ?? 'missing');
  });
  for (let n = 1; n <= 3; n += 1) await predict(api, connector, `late ${n}`, 'dry_run');
  const news = page.getByRole('button', { name: '3 new' });
  await expect(news).toBeVisible({ timeout: 30_000 });
  await expect(rows.first()).toHaveAttribute('data-key', newest ?? '');
  expect(new Set(requests)).toEqual(new Set(['true']));
  await news.click();
  await expect(rows.first()).not.toHaveAttribute('data-key', newest ?? '');
  await expect(news).toBeHidden();

  await page.getByRole('button', { name: 'Outcome' }).click();
  await page.getByRole('checkbox', { name: 'Dry run' }).click();
  await expect(rows).toHaveCount(3);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).click()]);
  expect(download.suggestedFilename()).toBe('runs.csv');
  const lines = fs
    .readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines.slice(1).every((line) => line.includes(',dry_run,'))).toBe(true);

  await page.getByRole('searchbox', { name: 'Search by id, user, text' }).fill('nothing is called so');
  await expect(page.getByText('No runs match these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows).toHaveCount(10);
});

test('charts show the same numbers as their tables, in both themes', { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
  const connector = await aConnector(api, upstream, 'Charted chat');
  for (let n = 1; n <= 3; n += 1) await predict(api, connector, `question ${n}`);
  upstream.answers.push({ status: 500, body: { error: 'no' } });
  await predict(api, connector, 'one more');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.goto(`/activity?connector=${connector}`);
  const charts = page.getByRole('region', { name: 'Last 24 hours' });
  await expect(charts).toContainText('3 answered · 1 failed');
  const outcomes = charts.getByRole('figure', { name: 'Runs by outcome' });
  await expect(outcomes.locator('canvas')).toBeVisible();
  await expect(outcomes).toContainText(/3 answered, 1 failed, 0 cancelled\. Most at .*: 4\.|3 answered, 1 failed/);
  expect(await violations(page)).toEqual([]);
  await outcomes.getByRole('button', { name: 'Show Runs by outcome as a table' }).click();
  const table = outcomes.getByRole('table', { name: 'Runs by outcome' });
  const answered = await table.locator('tbody td:nth-child(2)').allTextContents();
  expect(answered.reduce((sum, text) => sum + Number(text), 0)).toBe(3);
  expect(await violations(page)).toEqual([]);
  await charts.getByRole('button', { name: 'Show Latency by connector as a table' }).click();
  await expect(charts.getByRole('table', { name: 'Latency by connector' }).getByRole('row', { name: /^Charted chat/ })).toContainText(
    ' ms',
  );

  await charts.getByRole('combobox', { name: 'Time' }).selectOption({ label: 'Last 7 days' });
  await expect(page).toHaveURL(/range=7d/);
  await expect(page.getByRole('region', { name: 'Last 7 days' })).toContainText('3 answered · 1 failed');
  await page.getByRole('button', { name: 'Hide charts' }).click();
  await expect(page.locator('canvas')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Show charts' })).toBeVisible();
  await page.getByRole('button', { name: 'Show charts' }).click();
  await expect(page.locator('canvas').first()).toBeVisible();
});

test('C-10 changes tell who changed what, and of a credential only that it was changed', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const connector = await aConnector(api, upstream, 'Changed chat');
  await api.call('PUT', `/_plugins/_ml/connectors/${connector}`, { parameters: { model: 'm-2' }, credential: { key: `${secret}-2` } });
  await page.goto('/activity');
  await page.getByRole('tab', { name: 'Changes' }).click();
  await page.getByRole('searchbox').fill('Changed chat');
  const table = page.getByRole('table', { name: 'Changes, newest first' });
  await expect(table.locator('tbody tr')).toHaveCount(2);
  await table.getByRole('link', { name: /Connector changed/ }).click();
  const flyout = page.getByRole('dialog', { name: 'Connector changed: Changed chat' });
  await expect(flyout).toContainText('credential.key');
  await expect(flyout.getByRole('textbox', { name: 'Before, then After' })).toContainText('"key": "changed"');
  expect(await violations(page, { part: '[role="dialog"]' })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(table.getByRole('link', { name: /Connector changed/ })).toBeFocused();
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Object' }).click();
  await page.getByRole('checkbox', { name: 'Cluster settings' }).click();
  await page.keyboard.press('Escape');
  await expect(table.locator('tbody tr').first()).toContainText('trusted_connector_endpoints_regex');
  expect(await page.content()).not.toContain(secret);
});

test('a connector’s own history shows its changes and its runs', { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
  const connector = await aConnector(api, upstream, 'Chat with a past');
  const other = await aConnector(api, upstream, 'Another chat');
  await predict(api, connector, 'its own question');
  await predict(api, other, 'the question of another');
  await page.goto(`/connectors/${connector}?tab=history`);
  await expect(page.getByRole('button', { name: 'Version 1: Created' })).toBeVisible();
  const rows = page.getByRole('table', { name: 'Runs, newest first' }).locator('tbody tr');
  await expect(rows).toHaveCount(1);
  await expect(page.getByText('Last 24 hours, by everybody: 1 answered')).toBeVisible();
  await rows.first().getByRole('link').first().click(); // biome-ignore format: one line
  await expect(page.getByRole('dialog', { name: 'Chat with a past' }).getByRole('region', { name: 'Request' })).toContainText(
    'its own question',
  );
  await page.reload(); // the run is in the address
  await expect(page.getByRole('dialog', { name: 'Chat with a past' }).getByRole('region', { name: 'Request' })).toContainText(
    'its own question',
  );
});

test('Activity is read and a run opened with the keyboard alone; axe finds nothing in it', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const connector = await aConnector(api, upstream, 'Keyed chat');
  await predict(api, connector, 'asked by key');
  await page.goto('/connectors');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('keyed');
  await expect(page).toHaveURL(/q=keyed/);
  const row = page.getByRole('row', { name: /Keyed chat/ });
  await expect(row).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('j');
  await expect(row.getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Enter');
  const flyout = page.getByRole('dialog', { name: 'Keyed chat' });
  await expect(flyout.getByRole('region', { name: 'Answer' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page, { part: '[role="dialog"]' }), colorScheme).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(row.getByRole('link').first()).toBeFocused();
  await row.getByRole('button', { name: /^Actions for/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Compare with previous' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Compare with previous' }).click();
  await expect(flyout.getByText('There is no earlier run of this target and action that you may see.')).toBeVisible();
});

test('a run whose bodies are not kept says so, and cannot be sent again', { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
  const connector = await aConnector(api, upstream, 'Forgetful chat');
  const { run_id } = await predict(api, connector, 'soon forgotten');
  await api.call('PUT', '/_cluster/settings', { persistent: { 'studio.history.keep_bodies': 0 } });
  await page.goto(`/activity?open=${run_id}`);
  const flyout = page.getByRole('dialog', { name: 'Forgetful chat' });
  await expect(flyout).toContainText('Bodies are not kept. An administrator can change this in Account › Data.');
  await expect(flyout.getByRole('button', { name: /^Send again/ })).toHaveAttribute('aria-disabled', 'true');
  await expect(flyout).not.toContainText('soon forgotten');
  await page.goto('/activity?open=nothing-is-called-so');
  await expect(page.getByRole('dialog')).toContainText('This run does not exist, is not kept any more, or you may not see it.');
});

test('a list that cannot be loaded says so, and what was loaded stays', { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
  const connector = await aConnector(api, upstream, 'Chat on a bad line');
  await predict(api, connector, 'heard once', 'mock');
  await page.goto('/activity');
  await expect(page.getByRole('row', { name: /Chat on a bad line/ })).toBeVisible();
  const fail = { status: 403, json: { error: { type: 'status_exception', reason: 'The line is bad', root_cause: [] }, status: 403 } };
  await page.route(/\/api\/studio\/runs\?/, (route) => route.fulfill(fail));
  await page.route(/\/api\/studio\/runs\/_stats/, (route) => route.fulfill(fail));
  await page.getByRole('button', { name: /^Refresh/ }).click();
  await page.getByRole('menuitem', { name: 'Refresh now' }).click();
  await expect(page.getByText(/Showing what was loaded at/).first()).toBeVisible();
  await expect(page.getByRole('row', { name: /Chat on a bad line/ })).toBeVisible();
  await page.getByRole('searchbox').fill('another list');
  await expect(page.getByText('Could not load the runs.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Time' }).selectOption({ label: 'Last hour' });
  await expect(page.getByText('Could not load the charts.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).last().click();
  await expect(page.getByText('No runs match these filters.')).toBeVisible();
});

test('M-11 a reader sees the own runs and no changes', { tag: '@long' }, async ({ browser, studio, upstream, api }) => {
  const connector = await aConnector(api, upstream, 'Chat of the administrator');
  const { run_id } = await predict(api, connector, 'not for everybody', 'mock');
  const user = { username: `reader-${Date.now()}`, password: 'correct horse battery' };
  await api.call('POST', '/api/studio/users', { ...user, role: 'ml_read_access', backend_roles: [] });
  const context = await browser.newContext({ baseURL: studio.origin });
  const page = await context.newPage();
  const headers = { origin: studio.origin, 'osd-xsrf': 'true' };
  expect((await page.request.post('/api/studio/session', { headers, data: user })).status()).toBe(200);
  await page.goto('/activity?tab=changes');
  await expect(page.getByText(/No runs in the last 24 hours/)).toBeVisible();
  await expect(page.getByRole('tab')).toHaveCount(0);
  const own = {
    target: { connector_id: connector },
    action_type: 'PREDICT',
    mode: 'mock',
    body: { parameters: { prompt: 'of the reader' } },
  };
  expect((await page.request.post('/api/studio/predictions', { headers, data: own })).status()).toBe(200);
  await page.reload();
  await expect(page.getByRole('table', { name: 'Runs, newest first' }).locator('tbody tr')).toHaveCount(1);
  await page.goto(`/activity?open=${run_id}`);
  await expect(page.getByRole('dialog')).toContainText('This run does not exist, is not kept any more, or you may not see it.');
  await context.close();
});
