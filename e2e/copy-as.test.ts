import type { Page } from '@playwright/test';
import { readTranscript } from '../test/clients/dev-tools.ts';
import { readHcl } from '../test/copy-as/read-hcl.ts';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const planted = 'PLANTED-secret/7+x=';

const definition = {
  name: 'Copied "one"',
  description: 'To be copied',
  version: '1',
  protocol: 'http',
  parameters: { model: 'small', note: "it's\ntwo lines" },
  credential: { openAI_key: planted },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'https://api.openai.com/v1/embeddings',
      headers: { Authorization: 'Bearer ${credential.openAI_key}' },
      request_body: '{ "input": ${parameters.input}, "model": "${parameters.model}" }',
    },
  ],
};

/** A connector as it leaves the studio. */
const copied = {
  name: 'Copied "one"',
  parameters: { model: 'small', note: "it's\ntwo lines" },
  credential: { openAI_key: '<openAI_key>' },
  actions: [{ url: 'https://api.openai.com/v1/embeddings', request_body: definition.actions[0]?.request_body }],
};

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function copyAs(page: Page, label: string): Promise<string> {
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: label }).click();
  await expect(page.getByText(`Copied as ${label}.`).last()).toBeVisible();
  const text = await clipboard(page);
  expect(text).not.toContain(planted);
  expect(text).toContain('<openAI_key>');
  return text;
}

test.beforeEach(async ({ page, studio }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: studio.origin });
});

test('C-13: a connector is copied in every format, without its secret, and the last format is remembered', { tag: '@long' }, async ({
  signedIn: page,
  studio,
  api,
}) => {
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', definition);
  await page.goto(`/connectors/${connector_id}`);

  const [request] = readTranscript(await copyAs(page, 'Dev Tools'));
  expect(request).toMatchObject({ method: 'POST', path: '/_plugins/_ml/connectors/_create' });
  expect(JSON.parse(request?.body ?? '')).toMatchObject(copied);
  const curl = await copyAs(page, 'cURL');
  expect(curl).toContain(`curl -X POST '${studio.origin}/_plugins/_ml/connectors/_create'`);
  const [, body = ''] = /--data-raw '([\s\S]*)'\n$/.exec(curl) ?? [];
  expect(JSON.parse(body.replaceAll(`'\\''`, "'"))).toMatchObject(copied);
  expect(await copyAs(page, 'opensearch-js')).toContain('await client.ml.createConnector({');
  expect(await copyAs(page, 'opensearch-py')).toContain('client.plugins.ml.create_connector(');
  const resource = readHcl(await copyAs(page, 'Terraform')).blocks.at(-1);
  expect(Object.fromEntries(resource?.attributes ?? [])).toMatchObject({ name: copied.name, parameters: copied.parameters });
  expect(resource?.blocks[0]?.attributes.get('request_body')).toBe(definition.actions[0]?.request_body);
  expect(JSON.parse(await copyAs(page, 'Blueprint file'))).toMatchObject({ format: 'ml-connector-studio/blueprint@1', provider: 'openai' });
  expect(JSON.parse(await copyAs(page, 'JSON'))).toMatchObject(copied);

  await page.reload();
  await page.getByRole('button', { name: 'Copy as' }).click();
  await expect(page.getByRole('menuitem', { name: 'JSON' })).toContainText('used last');
  await page.getByRole('menuitem', { name: 'Look before copying' }).click();
  const flyout = page.getByRole('dialog', { name: 'Copy as' });
  await expect(flyout).toContainText('"<openAI_key>"');
  await flyout.getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: 'cURL' }).click();
  await expect(flyout).toContainText('curl -X POST');
  await flyout.getByRole('button', { name: 'Copy' }).click();
  expect(await clipboard(page)).toBe(curl);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Copy as' })).toBeFocused();
});

test('C-18: the draft of the editor is copied as it stands, without the secret that was typed', async ({ signedIn: page }) => {
  await page.goto('/connectors/new?blueprint=openai-chat');
  await page.getByLabel('Name', { exact: true }).fill('Changed while typing');
  await page.getByLabel('openAI_key', { exact: true }).fill(planted);
  expect(JSON.parse(await copyAs(page, 'JSON'))).toMatchObject({
    name: 'Changed while typing',
    credential: { openAI_key: '<openAI_key>' },
  });
  expect(await copyAs(page, 'opensearch-py')).toContain('"name": "Changed while typing"');
});

test('a connector of the list is copied from its menu, by keyboard alone', async ({ signedIn: page, api }) => {
  await api.call('POST', '/_plugins/_ml/connectors/_create', { ...definition, name: 'From the list' });
  await page.goto('/connectors?q=From+the+list');
  await page.getByRole('button', { name: 'Actions for From the list' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Copy as…' }).press('Enter');
  const flyout = page.getByRole('dialog', { name: 'Copy From the list as' });
  await expect(flyout).toContainText('From the list');
  await flyout.getByRole('button', { name: 'Copy' }).press('Enter');
  await expect(page.getByText('Copied.')).toBeVisible();
  const text = await clipboard(page);
  expect(text).toContain('From the list');
  expect(text).not.toContain(planted);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Actions for From the list' })).toBeFocused();
});

test('where the browser refuses its clipboard, the text is shown selected', async ({ signedIn: page, api }) => {
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', definition);
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.goto(`/connectors/${connector_id}`);
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'Dev Tools' }).click();
  const modal = page.getByRole('dialog', { name: 'Copy this text' });
  const text = modal.getByRole('textbox');
  await expect(text).toHaveValue(/^POST \/_plugins\/_ml\/connectors\/_create\n/);
  await expect(text).toBeFocused();
  const selected = await text.evaluate((area: HTMLTextAreaElement) => area.selectionEnd - area.selectionStart);
  expect(selected).toBe((await text.inputValue()).length);
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing with the menu and the flyout open, ${theme}`, { tag: '@long' }, async ({ signedIn: page, api }) => {
    const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', definition);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const colorsOnly = theme === 'dark';
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/connectors/${connector_id}`);
      await page.getByRole('button', { name: 'Copy as' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      expect(await violations(page, { part: '[role="menu"]', colorsOnly }), `menu, ${width} px`).toEqual([]);
      await page.getByRole('menuitem', { name: 'Look before copying' }).click();
      await expect(page.getByRole('dialog')).toContainText('<openAI_key>');
      expect(await violations(page, { part: '[role="dialog"]', colorsOnly }), `flyout, ${width} px`).toEqual([]);
    }
  });
}
