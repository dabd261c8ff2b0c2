import fs from 'node:fs';
import { defineConfig } from '@playwright/test';
import { chromiumPath } from './e2e/browser.ts';
import { address, dataFolder, port } from './e2e/studio-server.ts';

// Workers read this file too; only the process that starts the server begins with an empty studio.
if (process.env.TEST_WORKER_INDEX === undefined) fs.rmSync(dataFolder, { recursive: true, force: true });

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  reporter: [['list']],
  timeout: 30_000,
  use: {
    baseURL: address,
    launchOptions: { executablePath: await chromiumPath(), args: ['--no-sandbox'] }, // needed for root, as in containers
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'node scripts/run.mjs scripts/start.mjs',
    url: `${address}/api/ready`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    env: { PORT: String(port), STUDIO_DATA_DIR: dataFolder, LOG_LEVEL: 'warn' },
  },
});
