import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export type RunningStudio = {
  origin: string;
  /** Data directory of this one alone. */
  directory: string;
  /** Everything that it wrote to its log so far. */
  log(): string;
  stop(): Promise<number | null>;
  /** Ends it at once, as a crash does; its directory and its port are there for the next. */
  kill(): Promise<void>;
};

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));

async function becomesReady(origin: string, child: ChildProcess, log: () => string) {
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    const response = await fetch(`${origin}/api/ready`).catch(() => undefined);
    if (response?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The studio did not become ready:\n${log()}`);
}

/** Starts the built studio as `npm start` does, on a free port with a data directory of its own, or where `before` has been. */
export async function startStudio(environment: Record<string, string> = {}, before?: RunningStudio): Promise<RunningStudio> {
  const directory = before?.directory ?? fs.mkdtempSync(path.join(os.tmpdir(), 'studio-e2e-'));
  const port = before ? Number(new URL(before.origin).port) : await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: String(port), STUDIO_DATA_DIR: path.join(directory, 'data'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const log = () => written;
  const exit = ended(child);
  await becomesReady(origin, child, log);
  return {
    origin,
    directory,
    log,
    stop: async () => {
      child.kill('SIGTERM');
      const code = await exit;
      fs.rmSync(directory, { recursive: true, force: true });
      return code;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
