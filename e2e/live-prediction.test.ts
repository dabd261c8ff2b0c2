import { expect, test } from './fixtures.ts';

test('a connector made from a blueprint calls a real service and shows every step', async ({ signedIn: page, upstream, api }) => {
  const host = upstream.host.replaceAll('.', '\\.');
  await api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': [`^http://${host}/.*$`],
    },
  });
  upstream.received.length = 0;
  upstream.answers.push({ status: 200, body: { message: { role: 'assistant', content: 'Mostly fish.' }, done: true } });

  await page.goto('/blueprints');
  await page.getByRole('searchbox').fill('ollama');
  const card = page.getByRole('article').filter({ hasText: 'Ollama on a private host' });
  await card.getByRole('link', { name: /^Use/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create connector');

  await page.getByLabel('Name', { exact: true }).fill('Island kitchen');
  await page.getByLabel('endpoint', { exact: true }).fill(upstream.host);
  await expect(page.getByText(/trusted by pattern 1/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Create connector' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Island kitchen');
  await page.getByRole('tab', { name: 'Try' }).click();
  await page.getByLabel('prompt').fill('What did people on the island eat?');
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('What did people on the island eat?');
  await page.getByRole('button', { name: /^Send/ }).click();

  await expect(page.getByText(/Answered 200 in/).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Response' })).toContainText('Mostly fish.');
  for (const step of ['Action', 'Parameters', 'Pre-process', 'Payload', 'Validate', 'Request', 'Send', 'Output']) {
    await expect(page.getByRole('region', { name: 'Trace' }).getByText(step, { exact: true }).first()).toBeVisible();
  }
  expect(JSON.parse(upstream.received[0]?.body ?? '')).toMatchObject({
    messages: [{ role: 'system' }, { role: 'user', content: 'What did people on the island eat?' }],
  });

  const inputWidth = async () => Math.round((await page.getByRole('region', { name: 'Input' }).boundingBox())?.width ?? 0);
  const width = await inputWidth();
  const edge = page.getByRole('separator', { name: 'Edge between Input and Request' });
  await edge.press('ArrowRight');
  await expect.poll(inputWidth).toBeGreaterThan(width);
  await edge.dblclick();
  await expect.poll(inputWidth).toBe(width);

  await page.getByText('Mock', { exact: true }).click();
  await page.getByRole('button', { name: /^Scenario/ }).click();
  await page.getByRole('menuitem', { name: 'slow 10 s' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Press Esc again to cancel.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
});
