// npm run package:check: does with .next/package on a plain folder what a container does with it. Copies it, makes the copy read-only, starts
// it as a user that owns nothing in it where it may, asks it for its health, a page and a stored connector, and stops it with SIGTERM.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
const [program, data] = [path.join(folder, 'studio'), path.join(folder, 'data')];
fs.cpSync('.next/package', program, { recursive: true, verbatimSymlinks: true });
fs.chmodSync(folder, 0o755);
fs.mkdirSync(data, { mode: 0o700 });
if (isRoot) fs.chownSync(data, nobody, nobody);
for (const name of ['', ...fs.readdirSync(program, { recursive: true, encoding: 'utf8' })]) {
  const file = path.join(program, name);
  const stat = fs.lstatSync(file);
  if (!stat.isSymbolicLink()) fs.chmodSync(file, stat.isDirectory() ? 0o555 : 0o444);
}

const [username, password] = ['admin', 'correct horse battery'];
const environment = {
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  PORT: '0',
  STUDIO_DATA_DIR: data,
  STUDIO_ADMIN_USERNAME: username,
  STUDIO_ADMIN_PASSWORD: password,
} as const;
const server = spawn(process.execPath, ['server.ts'], {
  cwd: program,
  env: environment,
  stdio: ['ignore', 'pipe', 'inherit'],
  ...(isRoot && { uid: nobody, gid: nobody }),
});
const failures: string[] = [];
const check = (what: string, isRight: boolean) => {
  console.log(`${isRight ? 'ok' : 'FAILED'}: ${what}`);
  if (!isRight) failures.push(what);
};
try {
  const origin = await addressOf(server.stdout);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const ask = (target: string, init: RequestInit = {}) =>
    fetch(origin + target, { ...init, headers: { authorization, 'content-type': 'application/json', ...init.headers } });
  check('it is ready', (await ask('/api/ready')).status === 200);
  const page = await ask('/sign-in', { headers: { accept: 'text/html' } });
  const html = await page.text();
  check('a page is served', page.status === 200 && html.includes('ML Connector Studio'));
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1];
  check('a script of the page is served', script !== undefined && (await ask(script)).status === 200);
  const connector = {
    name: 'Packaged',
    protocol: 'http',
    version: 1,
    credential: { key: 'x' },
    actions: [{ action_type: 'predict', method: 'POST', url: 'https://api.openai.com/v1/embeddings', request_body: '{}' }],
  };
  const created = await ask('/_plugins/_ml/connectors/_create', { method: 'POST', body: JSON.stringify(connector) });
  check('a connector is stored', created.status === 200);
  check('the program folder is not written to', fs.readdirSync(program).every((name) => name !== 'data') && isUnwritable(program));
} finally {
  server.kill('SIGTERM');
  const [code] = server.exitCode === null ? await once(server, 'exit') : [server.exitCode];
  check('SIGTERM ends it with 0', code === 0);
  for (const name of fs.readdirSync(data)) check(`${name} is closed to others`, (fs.statSync(path.join(data, name)).mode & 0o077) === 0);
  for (const name of fs.readdirSync(program, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(program, name);
    if (fs.lstatSync(file).isDirectory()) fs.chmodSync(file, 0o755);
  }
  fs.chmodSync(program, 0o755);
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length > 0 ? 1 : 0;

function isUnwritable(place: string): boolean {
  return (fs.statSync(place).mode & 0o222) === 0;
}

function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('end', () => reject(new Error(`The server ended: ${text}`)));
    output.on('data', (part) => {
      text += part;
      const address = /The studio is at (http:[^"\s]+)/.exec(text)?.[1];
      if (address) resolve(address.replace('localhost', '127.0.0.1'));
    });
  });
}
