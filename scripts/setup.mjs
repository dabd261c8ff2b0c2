// Generates the Prisma client when it is missing or older than the schema. Needs no network.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const client = fs.statSync('generated/prisma/client.ts', { throwIfNoEntry: false });
if (!client || client.mtimeMs < fs.statSync('prisma/schema.prisma').mtimeMs) {
  execFileSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], { stdio: 'inherit' });
}
// Types that `next dev` wrote for routes that are gone since would fail the next build.
fs.rmSync('.next/dev/types', { recursive: true, force: true });
