import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export type Running = { origin: string; child: ChildProcess; stop(): void };

const running = (child: ChildProcess, origin: string): Running => ({ child, origin, stop: () => void child.kill('SIGTERM') });

/** Starts a script that sends its port. */
export function startScript(file: string, ...args: string[]): Promise<Running> {
  const child = fork(path.join(import.meta.dirname, file), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (port) => resolve(running(child, `http://127.0.0.1:${port}`)));
    child.once('exit', () => reject(new Error(`${file} ended early`)));
  });
}

const freePort = () => 20_000 + Math.floor(Math.random() * 20_000);

/** Starts the studio as `npm start` does, on a data directory that goes away with it. */
export async function startStudio(login: { username: string; password: string }, directory: string): Promise<Running> {
  const port = freePort();
  const child = fork(path.resolve('scripts/start.mjs'), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      STUDIO_DATA_DIR: directory,
      STUDIO_ADMIN_USERNAME: login.username,
      STUDIO_ADMIN_PASSWORD: login.password,
      LOG_LEVEL: 'error',
    },
  });
  child.once('exit', () => fs.rmSync(directory, { recursive: true, force: true }));
  const studio = running(child, `http://127.0.0.1:${port}`);
  for (let tries = 0; tries < 1200; tries++) {
    const ready = await fetch(`${studio.origin}/api/ready`).catch(() => undefined);
    if (ready?.status === 200) return studio;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  studio.stop();
  throw new Error('the studio did not become ready');
}

/** CPU time that a process has used so far, in microseconds; Linux only, else 0. */
export function cpuMicroseconds({ child }: Running): number {
  try {
    const fields = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10_000; // clock ticks of 10 ms
  } catch {
    return 0;
  }
}
