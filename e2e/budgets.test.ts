import zlib from 'node:zlib';
import type { Response } from '@playwright/test';
import { expect, test } from './fixtures.ts';

// Gzipped kilobytes before the first interaction.
const budgets = [
  { path: '/sign-in', scripts: 180 },
  { path: '/connectors', scripts: 320 },
  { path: '/blueprints', scripts: 320 },
  { path: '/models', scripts: 320 },
  { path: '/blueprints/cohere-embed-v3', scripts: 320 },
  { path: '/blueprints/new?blank=1', scripts: 480, hasEditor: true },
  { path: '/settings', scripts: 320 },
  { path: '/connectors/new?blueprint=openai-chat', scripts: 480, hasEditor: true },
  { path: '/playground', scripts: 480 },
  { path: '/activity', scripts: 320 },
];
const styleBudget = 45;
const fontBudget = 60;

for (const { path, scripts, hasEditor = false } of budgets) {
  test(`${path} loads at most ${scripts} kB of scripts`, async ({ signedIn, page: fresh }) => {
    const page = path === '/sign-in' ? fresh : signedIn;
    if (path === '/sign-in') await page.context().clearCookies();
    const sizes = { script: 0, stylesheet: 0, font: 0 };
    const reads: Promise<void>[] = [];
    const add = async (response: Response) => {
      const type = response.request().resourceType();
      if (type !== 'script' && type !== 'stylesheet' && type !== 'font') return;
      const body = await response.body(); // before the sum is read: the others add to it meanwhile
      sizes[type] += type === 'font' ? body.length : zlib.gzipSync(body).length;
    };
    page.on('response', (response) => reads.push(add(response)));
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    if (hasEditor) await page.getByRole('textbox', { name: 'Request body' }).waitFor(); // it comes after the page
    await page.waitForLoadState('networkidle');
    await Promise.all(reads);
    const kilobytes = { script: sizes.script / 1000, stylesheet: sizes.stylesheet / 1000, font: sizes.font / 1000 };
    test.info().annotations.push({ type: 'sizes', description: JSON.stringify(kilobytes) });
    expect(kilobytes.script).toBeLessThanOrEqual(scripts);
    expect(kilobytes.script).toBeGreaterThan(50);
    expect(kilobytes.stylesheet).toBeLessThanOrEqual(styleBudget);
    expect(kilobytes.font).toBeLessThanOrEqual(fontBudget);
  });
}
