import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { startStreamingUpstream } from './streaming-upstream.ts';

const secret = 'planted-playground-secret';

type Api = { call<A = Record<string, never>>(method: string, path: string, body?: unknown): Promise<A> };
type Made = { connector_id: string };

const trust = (api: Api, ...hosts: string[]) =>
  api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': hosts.map((host) => `^http://${host.replaceAll('.', '\\.')}/.*$`),
      'plugins.ml_commons.stream_enabled': true,
    },
  });

async function aConnector(api: Api, name: string, action: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<string> {
  const { connector_id } = await api.call<Made>('POST', '/_plugins/_ml/connectors/_create', {
    name,
    version: '1',
    protocol: 'http',
    parameters: { model: 'm-1' },
    credential: { key: secret },
    actions: [{ action_type: 'predict', method: 'POST', ...action }],
    ...more,
  });
  return connector_id;
}

const chat = (host: string) => ({
  url: `http://${host}/v1/chat/completions`,
  headers: { Authorization: 'Bearer ${credential.key}' },
  request_body: '{ "model": "${parameters.model}", "messages": [{ "role": "user", "content": "${parameters.prompt}" }] }',
});

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a stream shows its words as they come; cancelling it hangs up on the service', async ({ signedIn: page, api }) => {
  const streaming = await startStreamingUpstream();
  try {
    await trust(api, streaming.host);
    const connector = await aConnector(api, 'Endless chat', chat(streaming.host));
    await page.goto(`/playground?connector=${connector}`);
    await page.getByLabel('prompt').fill('Go on');
    await page.getByRole('switch', { name: 'Stream the answer' }).click();
    await expect(page.getByLabel('_llm_interface')).toHaveValue('openai/v1/chat/completions');
    await expect(region(page, 'Request')).toContainText('"stream": true');
    await page.keyboard.press('Control+Enter');

    const response = region(page, 'Response');
    await expect(response).toContainText('word1 word2 word3');
    await expect(response).toContainText(/first text after [\d,]+ ms/);
    await response.getByRole('tab', { name: 'Raw events' }).click();
    await expect(response.getByRole('list', { name: 'Raw events' })).toContainText('"content":"word2 "');
    expect(JSON.parse(streaming.received[0] ?? '')).toMatchObject({ stream: true, messages: [{ content: 'Go on' }] });
    expect(streaming.hungUp()).toBe(false);

    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(streaming.hungUp).toBe(true);
    await expect(response).toContainText(/Cancelled · [\d,]+ ms/);
    await response.getByRole('tab', { name: 'Text' }).click();
    await expect(response).toContainText('word1 word2 word3');
    expect(await page.content()).not.toContain(secret);
  } finally {
    streaming.stop();
  }
});

test('people who want less to move see a stream grow at most once a second', async ({ signedIn: page, api }) => {
  const streaming = await startStreamingUpstream();
  try {
    await trust(api, streaming.host);
    const connector = await aConnector(api, 'Calm chat', chat(streaming.host), {
      parameters: { model: 'm-1', _llm_interface: 'openai/v1/chat/completions' },
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`/playground?connector=${connector}`);
    await page.getByLabel('prompt').fill('Go on');
    await page.getByRole('switch', { name: 'Stream the answer' }).click();
    await page.evaluate(() => {
      const region = document.getElementById('playground-response');
      const seen = { texts: 0, last: '' };
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const text = region?.querySelector('pre')?.textContent ?? '';
        if (text !== seen.last) seen.texts += 1;
        seen.last = text;
      }).observe(region as Node, { subtree: true, childList: true, characterData: true });
    });
    const begun = Date.now();
    await page.keyboard.press('Control+Enter');
    await expect(region(page, 'Response')).toContainText('word30', { timeout: 15_000 });
    const texts = await page.evaluate(() => (window as unknown as { seen: { texts: number } }).seen.texts);
    expect(texts).toBeLessThanOrEqual(Math.ceil((Date.now() - begun) / 1000) + 1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(streaming.hungUp).toBe(true);
  } finally {
    streaming.stop();
  }
});
