import fs from 'node:fs';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openPage } from './open-page.ts';

const definition = (host: string, name: string) => ({
  name,
  version: '1',
  protocol: 'http',
  credential: { key: 'v' },
  actions: [{ action_type: 'predict', method: 'POST', url: `http://${host}/v1`, request_body: '{}' }],
});

test('connectors are found, paged, and deleted one by one or together', async ({ signedIn: page, upstream, api }) => {
  await api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': ['^http://127\\.0\\.0\\.1:[0-9]+/.*$'],
    },
  });
  const ids: string[] = [];
  for (let index = 10; index < 22; index++) {
    const made = await api.call<{ connector_id: string }>(
      'POST',
      '/_plugins/_ml/connectors/_create',
      definition(upstream.host, `Listed ${index}`),
    );
    ids.push(made.connector_id);
  }
  await api.call('POST', '/_plugins/_ml/models/_register', { name: 'Holds it', function_name: 'remote', connector_id: ids[0] });

  await page.goto('/connectors?q=Listed&size=10&sort=name&dir=asc');
  await expect(page.getByText('1–10 of 12')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('Listed 10');
  await page
    .getByRole('button', { name: 'Page 2' })
    .or(page.getByRole('button', { name: '2', exact: true }))
    .first()
    .click();
  await expect(page.getByText('11–12 of 12')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('1–10 of 12')).toBeVisible();

  await page.getByRole('button', { name: 'Actions for Listed 10' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const blocked = page.getByRole('dialog', { name: 'Delete Listed 10?' });
  await expect(blocked).toContainText('Delete or change these models first.');
  await expect(blocked.getByRole('link', { name: 'Holds it' })).toBeVisible();
  await expect(blocked.getByRole('button', { name: 'Delete connector' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Actions for Listed 11' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Listed 11?' });
  await dialog.getByRole('textbox').fill('Listed');
  await dialog.getByRole('button', { name: 'Delete connector' }).click();
  await expect(dialog).toContainText('This is not the same text.');
  await dialog.getByRole('textbox').fill('Listed 11');
  await dialog.getByRole('button', { name: 'Delete connector' }).click();
  await expect(page.getByText('Listed 11 deleted.')).toBeVisible();
  await expect(page.getByText('1–10 of 11')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Select Listed 10' }).check();
  await page.getByRole('checkbox', { name: 'Select Listed 12' }).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Delete' }).click();
  const many = page.getByRole('dialog', { name: 'Delete 2 connectors?' });
  await many.getByRole('textbox').fill('delete 2 connectors');
  await many.getByRole('button', { name: 'Delete connectors' }).click();
  const results = page.getByRole('dialog', { name: 'What was deleted' });
  await expect(results).toContainText('Listed 12: deleted');
  await expect(results).toContainText('Listed 10: skipped');
  await expect(results).toContainText('Used by Holds it.');
  await results.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('1–10 of 10')).toBeVisible();
});

test('filters that hide all say so and can be cleared', async ({ signedIn: page }) => {
  await page.goto('/connectors?q=nothing-is-called-so');
  await expect(page.getByText('No connectors match these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/connectors$/);
});

test('a connector that is not there is not found, in plain words and with its status', async ({ signedIn: page }) => {
  const response = await page.goto('/connectors/no-such-connector');
  expect(response?.status()).toBe(404);
  await expect(page.getByText('This connector does not exist or you may not see it.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to connectors' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connectors');
});

const trust = (pattern: string) => ({
  persistent: {
    'plugins.ml_commons.connector.private_ip_enabled': true,
    'plugins.ml_commons.trusted_connector_endpoints_regex': [pattern],
  },
});

test('C-13: several connectors are exported as one file without secrets, and tested without a call', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  const planted = 'PLANTED-in-the-list';
  await api.call('PUT', '/_cluster/settings', trust('^http://127\\.0\\.0\\.1:[0-9]+/.*$'));
  for (const [index, name] of ['Batch a', 'Batch b', 'Batch c'].entries()) {
    const [action] = definition(upstream.host, name).actions;
    const actions = [{ ...action, url: `http://${upstream.host}/v${index}`, request_body: '{ "input": ${parameters.input} }' }];
    await api.call('POST', '/_plugins/_ml/connectors/_create', {
      ...definition(upstream.host, name),
      credential: { key: planted },
      actions,
    });
  }
  await api.call('PUT', '/_cluster/settings', trust('^http://127\\.0\\.0\\.1:[0-9]+/v[01]$'));
  upstream.received.length = 0;
  await page.goto('/connectors?q=Batch&sort=name&dir=asc');
  const selection = page.getByRole('region', { name: 'Selection' });
  const selectPage = () => page.getByRole('checkbox', { name: 'Select all rows on this page' }).check();

  await selectPage();
  const downloading = page.waitForEvent('download');
  await selection.getByRole('button', { name: 'Export' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('connectors.json');
  const text = fs.readFileSync(await download.path(), 'utf8');
  expect(text).not.toContain(planted);
  const credential = { key: '<key>' };
  expect(JSON.parse(text)).toMatchObject(['Batch a', 'Batch b', 'Batch c'].map((name) => ({ name, credential })));
  const exported = page.getByRole('dialog', { name: 'What was exported' });
  await expect(exported).toContainText('3 of 3 done');
  await expect(exported).toContainText('Batch a: exported');
  expect(await violations(page, { part: '[role="dialog"]' })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(selection).toHaveCount(0);

  await selectPage();
  await selection.getByRole('button', { name: 'Test all (dry run)' }).click();
  const tested = page.getByRole('dialog', { name: 'What the dry runs found' });
  await expect(tested).toContainText('2 of 3 done, 1 failed');
  await expect(tested).toContainText('Batch b: dry run went well');
  await expect(tested).toContainText('Batch c: dry run failed at request');
  await expect(tested).toContainText('Connector URL is not matching the trusted connector endpoint regex');
  expect(await violations(page, { part: '[role="dialog"]' })).toEqual([]);
  expect(upstream.received).toEqual([]);
  await tested.getByRole('link', { name: 'Batch b' }).click();
  await expect(page.getByRole('tab', { name: 'Try' })).toHaveAttribute('aria-selected', 'true');
});

test('a connector is compared with another one, and every column can be shown', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  await api.call('PUT', '/_cluster/settings', trust('^http://127\\.0\\.0\\.1:[0-9]+/.*$'));
  const ids: string[] = [];
  for (const name of ['Pair one', 'Pair two']) {
    const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', {
      ...definition(upstream.host, name),
      description: `About ${name}`,
    });
    ids.push(connector_id);
  }
  await page.goto('/connectors?q=Pair&sort=name&dir=asc');
  await page.getByRole('button', { name: 'Actions for Pair one' }).click();
  await page.getByRole('menuitem', { name: 'Compare with…' }).click();
  const flyout = page.getByRole('dialog', { name: 'Compare Pair one' });
  await flyout.getByRole('combobox', { name: 'Compare with' }).fill('pair');
  await expect(page.getByRole('option', { name: /^Pair two/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^Pair one/ })).toHaveCount(0);
  await page.getByRole('option', { name: /^Pair two/ }).click();
  await expect(flyout).toContainText('"description": "About Pair one"');
  await expect(flyout).toContainText('"description": "About Pair two"');
  expect(await violations(page, { part: '[role="dialog"]' })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Actions for Pair one' })).toBeFocused();

  await page.getByRole('search').getByRole('button', { name: 'Columns', exact: true }).click();
  const columns = page.getByRole('dialog', { name: 'Columns' });
  for (const name of ['Provider', 'Action types', 'Access', 'Owner', 'Created', 'Id', 'Version']) {
    await columns.getByRole('checkbox', { name, exact: true }).check();
    await expect(page.getByRole('columnheader', { name, exact: true })).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row').nth(1)).toContainText('PREDICT');
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Version', exact: true })).toBeVisible();
  await page.getByRole('search').getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByRole('columnheader', { name: 'Version', exact: true })).toHaveCount(0);

  await page.getByRole('button', { name: 'Actions for Pair two' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Pair two copy');
  await page.goto('/connectors?q=Pair&sort=name&dir=asc');
  await page.getByRole('button', { name: 'Actions for Pair two' }).click();
  await page.getByRole('menuitem', { name: 'Register model' }).click();
  await expect(page).toHaveURL(new RegExp(`/models\\?register=${ids[1]}`));
});

test('the keys of a list search, move, select, open and create', { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
  await api.call('PUT', '/_cluster/settings', trust('^http://127\\.0\\.0\\.1:[0-9]+/.*$'));
  for (const name of ['Keyed 1', 'Keyed 2', 'Keyed 3'])
    await api.call('POST', '/_plugins/_ml/connectors/_create', definition(upstream.host, name));
  const name = (text: string) => page.getByRole('link', { name: text, exact: true });
  await openPage(page, '/connectors?q=Keyed&sort=name&dir=asc', 'Connectors');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('xjk'); // letters like any other in here
  await expect(page.getByRole('searchbox')).toHaveValue('xjk');
  await expect(page.getByText('No connectors match these filters.')).toBeVisible();
  await page.keyboard.press('/'); // another letter
  await page.getByRole('searchbox').fill('Keyed');
  await expect(name('Keyed 1')).toBeVisible();
  await page.getByRole('searchbox').blur();
  await page.keyboard.press('j');
  await expect(name('Keyed 1')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(name('Keyed 3')).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await expect(page.getByRole('checkbox', { name: 'Select Keyed 2' })).toBeChecked();
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 selected');
  await expect(name('Keyed 2')).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByRole('checkbox', { name: 'Select Keyed 2' })).not.toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keyed 2');
  for (const [key, heading] of [
    ['s', 'Cluster settings'],
    ['p', 'Playground'],
    ['m', 'Models'],
    ['b', 'Blueprints'],
    ['c', 'Connectors'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  }
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create connector');
});
