import { expect, test } from '@playwright/test';
import { startStudio } from './running-studio.ts';

test('a newcomer comes from the printed link to a green prediction on the mock without reading', async ({ page }) => {
  test.setTimeout(180_000);
  const studio = await startStudio();
  try {
    const link = /http:\/\/\S+\/setup\?token=[\w-]+/.exec(studio.log())?.[0];
    expect(link, 'the log prints one set-up link').toBeDefined();

    await page.goto(link ?? '');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up ML Connector Studio');
    await page.getByLabel('Username').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Create and sign in' }).click();

    await expect(page.getByText('Press Ctrl+Enter')).toBeVisible();
    await expect(page.getByText(/trusted by pattern/).first()).toBeVisible(); // the page listens
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/Answered 200 in/).first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Trace' }).getByText('Send')).toBeVisible();

    const again = await page.request.get(link ?? '');
    expect(await again.text(), 'the link works once').not.toContain('Create and sign in');
  } finally {
    expect(await studio.stop(), 'SIGTERM ends with 0').toBe(0);
  }
});

test('without an administrator every page leads to sign-in and the API asks for a caller', async ({ page }) => {
  const studio = await startStudio();
  try {
    await page.goto(`${studio.origin}/connectors`);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    const answer = await page.request.get(`${studio.origin}/_plugins/_ml/connectors/abc`);
    expect(answer.status()).toBe(401);
    expect(await answer.json()).toMatchObject({ status: 401, error: { type: 'security_exception' } });
  } finally {
    await studio.stop();
  }
});
