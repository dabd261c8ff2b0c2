import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startStudio } from '../../e2e/running-studio.ts';

/** The instant at which the pictures are taken. */
export const shown = Date.UTC(2026, 4, 5, 14, 5);

export type SteadyStudio = {
  origin: string;
  /** The link of the log under which the first administrator is made. */
  setUpLink: string;
  /** Sets its clock to so many minutes before the pictures are taken. */
  setClock(minutesBefore: number): void;
  stop(): Promise<unknown>;
};

/** A studio as `npm start` runs it, whose clock stands still and whose ids are always the same. */
export async function startSteadyStudio(): Promise<SteadyStudio> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'studio-clock-'));
  const file = path.join(folder, 'now');
  const setClock = (minutesBefore: number) => fs.writeFileSync(file, String(shown - minutesBefore * 60_000));
  setClock(30 * 24 * 60);
  const preload = pathToFileURL(path.join(import.meta.dirname, 'steady-process.mjs')).href;
  const studio = await startStudio({
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${preload}`.trim(),
    STEADY_CLOCK: file,
    TZ: 'UTC',
  });
  const setUpLink = /http:\/\/\S+\/setup\?token=[\w-]+/.exec(studio.log())?.[0] ?? '';
  const stop = async () => {
    await studio.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { origin: studio.origin, setUpLink, setClock, stop };
}
