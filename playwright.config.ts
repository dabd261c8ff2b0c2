import { defineConfig } from '@playwright/test';
import { chromiumPath } from './e2e/browser.ts';

// Tests start the built studio themselves, each worker with its own data (e2e/running-studio.ts).
export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  reporter: [['list']],
  timeout: 90_000, // a page in two themes and widths, on two busy cores
  expect: { timeout: 15_000 },
  use: {
    launchOptions: { executablePath: await chromiumPath(), args: ['--no-sandbox'] }, // needed for root, as in containers
    trace: 'retain-on-failure',
  },
});
