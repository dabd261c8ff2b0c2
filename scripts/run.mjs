// node scripts/run.mjs <script | tool> [args]
// Runs a script of this project, or a tool from node_modules, with a Node that is new enough:
// the one in use, or else the one that npm installed under node_modules (optional dependency, Linux only).
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const minimum = [22, 18];

function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
}

function findNode() {
  if (isNewEnough(process.version)) return process.execPath;
  const bundled = path.resolve('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (fs.existsSync(bundled) && spawnSync(bundled, ['--version']).status === 0) return bundled;
  console.error(
    `This project needs Node ${minimum.join('.')} or newer; this is ${process.version} and no usable copy is in node_modules. Run "npm ci", or install a newer Node.`,
  );
  process.exit(1);
}

function findFile(what) {
  if (/\.m?[jt]s$/.test(what)) return path.resolve(what);
  const folder = { tsc: 'typescript', biome: '@biomejs/biome', playwright: '@playwright/test' }[what] ?? what;
  const directory = path.resolve('node_modules', folder);
  const { bin } = JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
  return path.join(directory, typeof bin === 'string' ? bin : bin[what]);
}

const node = findNode();
const [what, ...args] = process.argv.slice(2);
const env = {
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  UV_THREADPOOL_SIZE: '16', // name servers that keep silent hold ten of them at most (lib/egress/resolve.ts)
  ...process.env,
  PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
};
const child = spawn(node, [findFile(what), ...args], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // Ctrl+C reaches the child by itself; a second signal would make a server that drains exit at once.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
