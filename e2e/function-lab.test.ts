import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const secret = 'planted-lab-secret';
const patterns = {
  'plugins.ml_commons.trusted_connector_endpoints_regex': ['^https://api\\.openai\\.com/.*$', '^https://api\\.cohere\\.com/.*$'],
};

test.beforeEach(({ api }) => api.call('PUT', '/_cluster/settings', { persistent: patterns }));

async function openLab(page: Page, direction: 'pre' | 'post') {
  await page.getByRole('button', { name: `Function lab for the ${direction}-process function` }).click();
  const lab = page.getByRole('dialog', { name: 'Function lab' });
  await expect(lab).toBeVisible();
  return lab;
}

const choose = async (page: Page, field: ReturnType<Page['getByRole']>, option: string | RegExp) => {
  await field.click();
  await page.getByRole('option', { name: option }).click();
};

test('a script is written in the lab: its fault is led to, mended, and the script is used', async ({ signedIn: page }) => {
  await page.goto('/connectors/new?blueprint=cohere-embed-v3');
  await page.getByLabel('cohere_key', { exact: true }).fill(secret);
  const lab = await openLab(page, 'pre');
  await expect(lab.getByRole('textbox', { name: 'Parameters of the call' })).toContainText('"texts":');
  await expect(lab.getByText('text_docs, all')).toBeVisible();
  await expect(lab.getByText('JSON list of texts')).toBeVisible();
  await expect(lab.getByRole('listitem').filter({ hasText: 'The body takes texts' })).toContainText('made');

  await choose(page, lab.getByRole('combobox', { name: 'Pre-process function' }), /Custom script/);
  const script = lab.getByRole('textbox', { name: 'Script' });
  await script.fill('def first = params.text_docs[0];\nreturn frist;');
  await expect(lab.getByRole('alert')).toContainText('Line 2, column 8');
  await expect(lab.getByRole('alert')).toContainText('cannot resolve symbol [frist]. Did you mean first?');
  await expect(lab.locator('.cm-lintRange-error')).toHaveText('frist');

  const mended = 'def first = params.text_docs[0];\nreturn \'{"parameters": {"texts": ["\' + first + \'"]}}\';';
  await script.fill(mended);
  await expect(lab.getByRole('alert')).toHaveCount(0);
  await expect(lab.getByRole('textbox', { name: 'Parameters of the call' })).toContainText('"texts":');
  expect(await lab.innerHTML()).not.toContain(secret);
  await lab.getByRole('button', { name: 'Use this function' }).click();
  await expect(lab).toBeHidden();
  await expect(page.getByRole('button', { name: 'Function lab for the pre-process function' })).toBeFocused();
  await expect(page.getByLabel('Script', { exact: true })).toHaveValue(mended);
  await expect(page.getByRole('region', { name: 'Rendered body' })).toContainText('"texts": [');
});

test('a built-in function for another service warns in the lab and at its field', async ({ signedIn: page }) => {
  await page.goto('/connectors/new?blueprint=openai-embedding');
  const lab = await openLab(page, 'post');
  await expect(lab.getByText('As the example expects')).toBeVisible();
  await expect(lab.getByText('$.data[*].embedding: a list of vectors, each a list of numbers')).toBeVisible();
  await choose(page, lab.getByRole('combobox', { name: 'Post-process function' }), /^connector\.post_process\.cohere\.embedding/);
  await expect(lab.getByText('This function is made for another service')).toBeVisible();
  await expect(lab.getByRole('alert')).toContainText('It does not work on this sample');
  await lab.getByRole('button', { name: 'Use this function' }).click();
  const words = 'LLM service is openai, so PostProcessFunction should be corresponding to openai for better results.';
  await expect(page.getByRole('region', { name: 'Actions' }).getByText(words)).toBeVisible();
});

test('a fault is named at its field while typing, and mended there with a press', async ({ signedIn: page }) => {
  await page.goto('/connectors/new?blueprint=cohere-embed-v3');
  await page.getByLabel('cohere_key', { exact: true }).fill(secret);
  const body = page.getByRole('textbox', { name: 'Request body', exact: true });
  await body.fill('{ "texts": "${parameters.texts}", "model": "${parameter.model}" }');
  const actions = page.getByRole('region', { name: 'Actions' });
  await expect(actions.getByText('Nothing is filled under parameter: it is called parameters.', { exact: false })).toBeVisible();
  await actions.getByRole('button', { name: 'Write ${parameters.model}' }).click();
  await expect(body).toContainText('"model": "${parameters.model}"');
  await actions.getByRole('button', { name: 'Take the quotes away' }).click();
  await expect(body).toContainText('"texts": ${parameters.texts},');
  await expect(actions.getByText('Nothing is filled under', { exact: false })).toBeHidden();
});

test('a script that never ends keeps nobody from typing: it runs beside the page, and its limit is told', { tag: '@long' }, async ({
  signedIn: page,
}) => {
  await page.goto('/connectors/new?blueprint=cohere-embed-v3');
  const lab = await openLab(page, 'pre');
  await choose(page, lab.getByRole('combobox', { name: 'Pre-process function' }), /Custom script/);
  const script = lab.getByRole('textbox', { name: 'Script' });
  const started = page.waitForEvent('worker');
  await script.fill('int n = 0;\nwhile (true) { n = n + 1; }');
  await started;
  await expect(lab.getByText('Running', { exact: true })).toBeHidden();
  await expect(lab.getByRole('alert')).toContainText(/The script (ran for more than|took more than)|limit|loop/);
  await script.fill(`return '{"parameters":{}}';`);
  await expect(lab.getByRole('alert')).toHaveCount(0);
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the lab, ${theme}`, { tag: '@long' }, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/connectors/new?blueprint=openai-embedding');
      const lab = await openLab(page, 'post');
      await expect(lab.getByText('As the example expects')).toBeVisible();
      expect(await violations(page, { part: '[role="dialog"]' }), `built-in, ${width}`).toEqual([]);
      await choose(page, lab.getByRole('combobox', { name: 'Post-process function' }), /^connector\.post_process\.cohere\.embedding/);
      await expect(lab.getByRole('alert')).toBeVisible();
      expect(await violations(page, { part: '[role="dialog"]' }), `failed, ${width}`).toEqual([]);
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overhang).toBeLessThanOrEqual(0);
    }
  });
}
