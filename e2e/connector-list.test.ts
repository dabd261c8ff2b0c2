import { expect, test } from './fixtures.ts';

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
