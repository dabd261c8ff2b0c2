// Builds when the sources are newer than the build, then serves in this process; the database is made and migrated at start.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import './setup.mjs';

const sources = ['app', 'components', 'lib', 'public', 'prisma/schema.prisma', 'next.config.mjs', 'tsconfig.json', 'package-lock.json'];

function newest(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat || file.endsWith('.test.ts')) return 0;
  return stat.isDirectory() ? Math.max(0, ...fs.readdirSync(file).map((name) => newest(path.join(file, name)))) : stat.mtimeMs;
}

const built = fs.statSync('.next/BUILD_ID', { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (built < Math.max(...sources.map(newest))) {
  const { STUDIO_SEALING_KEY, STUDIO_ADMIN_PASSWORD, ...env } = process.env; // a build needs no secrets
  const build = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: 'inherit',
    env: { ...env, NODE_ENV: 'production' },
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
module.enableCompileCache('node_modules/.cache/node'); // keeps the stripped types too: a start takes two thirds of the time
await import('../server.ts');
