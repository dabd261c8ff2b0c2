// The property-based tests of parsers and routes again, with more and new values each time: npm run fuzz [-- <files or options of vitest>]
import { spawnSync } from 'node:child_process';
import './setup.mjs';

const args = process.argv.slice(2);
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...(args.length > 0 ? args : ['fuzz'])], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_FACTOR: process.env.FUZZ_FACTOR ?? '20' },
});
process.exit(status ?? 1);
