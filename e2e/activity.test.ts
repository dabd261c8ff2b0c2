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
  await flyout.getByRole('button', { name: 'Send again' }).click();
  const both = flyout.getByRole('table', { name: 'Both runs' });
  await expect(both.getByRole('row', { name: /^Status/ })).toContainText('500200');
  await expect(page).toHaveURL(/part=compare/);
  await expect(flyout.getByRole('region', { name: 'Answer' }).first()).toContainText('a better answer');
  await page.keyboard.press('Escape');
  await expect(flyout).toBeHidden();
  expect(new URL(page.url()).search).toBe('?outcome=failed&range=1h');
  expect(await page.content()).not.toContain(secret);
});
