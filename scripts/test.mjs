// Everything that proves the project, in order; stops at the first failure. Needs no network but loopback.
import { spawnSync } from 'node:child_process';
import './setup.mjs';

const steps = {
  lint: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  'route types': ['node_modules/next/dist/bin/next', 'typegen'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.test.json'],
  'migrations agree with the schema': ['scripts/migrate-dev.mjs', '--check'],
  'unit tests': ['node_modules/vitest/vitest.mjs', 'run'],
  build: ['node_modules/next/dist/bin/next', 'build'],
  // Axe looks at three pages here; all pages and states in both themes, and the long stories, have npm run test:long.
  'end-to-end tests': ['node_modules/@playwright/test/cli.js', 'test', '--grep-invert', '@long'],
};
for (const [name, command] of Object.entries(steps)) {
  const started = Date.now();
  const env = name === 'build' ? { ...process.env, NODE_ENV: 'production' } : process.env;
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit', env });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(status ?? 1);
}
