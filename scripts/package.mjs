// npm run package: builds .next/package, a folder with everything a server needs and nothing else. `node server.ts` starts it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import './setup.mjs';

const build = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', STANDALONE: '1' },
});
if (build.status !== 0) process.exit(build.status ?? 1);

const folder = '.next/package';
fs.rmSync(folder, { recursive: true, force: true });
fs.cpSync('.next/standalone', folder, { recursive: true, verbatimSymlinks: true });
fs.cpSync('.next/static', `${folder}/.next/static`, { recursive: true });
fs.cpSync('public', `${folder}/public`, { recursive: true });
// Images are served as they are; Next's own server is not ours.
for (const unused of ['node_modules/@img', 'node_modules/sharp', 'server.js'])
  fs.rmSync(`${folder}/${unused}`, { recursive: true, force: true });
