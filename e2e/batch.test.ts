import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { administrator, expect, test } from './fixtures.ts';
import { type RunningStudio, startStudio } from './running-studio.ts';

type Api = { call<A = Record<string, never>>(method: string, path: string, body?: unknown): Promise<A> };
type Shown = { counts: Record<string, number> };

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const texts = (count: number) => Array.from({ length: count }, (_, at) => `row ${at + 1}`);

/** A service that keeps what it was asked; after so many calls it answers no more until it is let go. */
function startService() {
  const received: string[] = [];
  let limit = Number.POSITIVE_INFINITY;
  let held: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { text } = JSON.parse(body) as { text: string };
    received.push(text);
    const answer = () =>
      response
        .writeHead(text.includes('bad') ? 422 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ completion: `said ${text}` }));
    if (received.length > limit) held.push(answer);
    else answer();
  });
  return new Promise<{
    host: string;
    received: string[];
    heldCount(): number;
    holdAfter(calls: number): void;
    letGo(): void;
    stop(): void;
  }>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      resolve({
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        received,
        heldCount: () => held.length,
        holdAfter: (calls) => {
          limit = calls;
        },
        letGo: () => {
          limit = Number.POSITIVE_INFINITY;
          for (const answer of held) answer();
          held = [];
        },
        stop: () => server.closeAllConnections() ?? server.close(),
      });
    }),
  );
}

async function connectorTo(host: string, api: Api): Promise<string> {
  await api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': [`^http://${host.replaceAll('.', '\\.')}/.*$`],
    },
  });
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', {
    name: 'Local words',
    version: '1',
    protocol: 'http',
    credential: { key: 'planted-batch-secret' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `http://${host}/x`,
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{"text":"${parameters.text}","lang":"${parameters.lang:-en}"}',
      },
    ],
  });
  return connector_id;
}

/** The administrator's calls to a studio of the test's own. */
const apiOf = ({ origin }: RunningStudio): Api => ({
  async call(method, path, body) {
    const authorization = `Basic ${Buffer.from(`${administrator.username}:${administrator.password}`).toString('base64')}`;
    const response = await fetch(origin + path, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  },
});

test('a batch of 240 rows survives a reload and a server restart', { tag: '@long' }, async ({ browser }) => {
  test.slow(); // two servers are started
  const environment = {
    STUDIO_ADMIN_USERNAME: administrator.username,
    STUDIO_ADMIN_PASSWORD: administrator.password,
    LOG_LEVEL: 'warn',
  };
  const service = await startService();
  let studio = await startStudio(environment);
  try {
    const api = apiOf(studio);
    const connector = await connectorTo(service.host, api);
    const page = await browser.newPage({ baseURL: studio.origin });
    const headers = { origin: studio.origin, 'osd-xsrf': 'true' };
    await page.request.post('/api/studio/session', { headers, data: administrator });
    await page.goto(`/playground?tab=batch&connector=${connector}`);
    await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue('Local words'); // React has the page
    await page.getByRole('textbox', { name: 'Rows' }).fill(`text\n${texts(240).join('\n')}`);
    await expect(region(page, 'First row')).toContainText('"text": "row 1"');
    service.holdAfter(120);
    await page.getByRole('button', { name: 'Send 240 rows' }).click();
    const question = page.getByRole('dialog', { name: 'Send 240 rows?' });
    await expect(question).toContainText('Rows leave this server and may cost money: 240 calls.');
    await question.getByRole('button', { name: 'Send 240 rows' }).click();

    const progress = region(page, '240 rows to Local words');
    await expect(progress).toContainText('120 of 240');
    await page.reload();
    await expect(progress).toContainText('Sending');
    await expect(progress).toContainText('120 of 240');
    await expect(region(page, 'Results').getByRole('row').nth(1)).toContainText('said row 1');

    await expect.poll(service.heldCount).toBe(4);
    await studio.kill();
    service.letGo();
    studio = await startStudio(environment, studio);
    await expect(progress).toContainText('Finished', { timeout: 30_000 }); // the page was open all the time
    await expect(progress).toContainText('236 answered, 4 unknown');
    await expect(progress).toContainText('Whether they were answered, and paid for, is not known');
    expect(service.received).toHaveLength(240);
    expect(new Set(service.received)).toEqual(new Set(texts(240))); // each was sent once

    await page.getByRole('button', { name: 'Retry unknown (4)' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send 4 rows' }).click();
    await expect(progress).toContainText('240 answered');
    expect(service.received).toHaveLength(244);
    await page.close();
  } finally {
    service.stop();
    await studio.stop();
  }
});

test('rows are read, mapped, stopped, retried and exported', { tag: '@long' }, async ({ signedIn: page, api }) => {
  const service = await startService();
  try {
    await connectorTo(service.host, api);
    await page.goto('/playground?tab=batch');
    const rows = page.getByRole('textbox', { name: 'Rows' });
    await rows.fill('phrase,lang\nhello,en\nbonjour,fr,extra');
    const problem = page.getByText('This row has 3 values, the first line names 2 columns.');
    await expect(problem).toBeVisible();
    await page.getByRole('button', { name: 'Line 3, column 1' }).click();
    await expect(rows).toBeFocused();
    await rows.fill('[{"phrase": "hello", "lang": "en"}, {"phrase": "bad", "lang": "de"}, {"phrase": "=1+1", "lang": "fr"}]');
    await page.getByRole('combobox', { name: 'Target' }).click();
    await page.getByRole('option', { name: 'Local words' }).click(); // what was typed stays
    const mapping = region(page, 'Mapping');
    await expect(mapping.getByRole('combobox', { name: 'lang' })).toHaveValue('lang'); // by its name
    await expect(mapping.getByRole('combobox', { name: 'text' })).toHaveValue('phrase'); // the only one that is left
    await mapping.getByRole('combobox', { name: 'text' }).click();
    await page.getByRole('option', { name: 'A text with columns' }).click();
    await mapping.getByLabel('text as text').fill('Say {{phrase}}');
    await expect(region(page, 'First row')).toContainText('"text": "Say hello"');
    expect(await violations(page)).toEqual([]);

    service.holdAfter(0);
    await page.getByLabel('Calls at a time').selectOption('1');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Send 3 rows' }).click();
    await expect.poll(service.heldCount).toBe(1);
    await page.getByRole('button', { name: 'Stop' }).click();
    const progress = region(page, '3 rows to Local words');
    await expect(progress).toContainText('Rows in flight come to their end.');
    service.letGo();
    await expect(progress).toContainText('1 answered, 2 not sent');
    expect(service.received).toEqual(['Say hello']);

    await page.getByRole('button', { name: 'Send the rest (2)' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send 2 rows' }).click();
    await expect(progress).toContainText('2 answered, 1 failed');
    const results = region(page, 'Results');
    await results.getByLabel('Outcome').selectOption('failed');
    await expect(results.getByRole('row')).toHaveCount(2);
    await expect(results.getByRole('row').nth(1)).toContainText('Failed 422');
    await page.getByRole('button', { name: 'Retry failed (1)' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).click();
    const file = await (await download).createReadStream();
    const csv = Buffer.concat(await Array.fromAsync(file)).toString('utf8');
    expect(csv.split('\r\n')[3]).toMatch(/^3,"'=1\+1",fr,answered,said Say =1\+1,/);

    await results.getByLabel('Outcome').selectOption('answered');
    await page.getByRole('link', { name: 'Open the run of row 1' }).click();
    await expect(page).toHaveURL(/\/playground\?run=/);
    await expect(region(page, 'Response')).toContainText('said Say hello');
    const batches = await api.call<{ items: Shown[] }>('GET', '/api/studio/batches');
    expect(batches.items[0]?.counts).toMatchObject({ answered: 2, failed: 1 });
  } finally {
    service.stop();
  }
});
