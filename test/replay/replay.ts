import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freshFolder } from '../fresh-store.ts';
import { type ServedStudio, serveStudio } from '../served-studio.ts';
import { deliberateRecordings, sharedPath } from '../shared-material.ts';

type Difference = { at: string; expected?: unknown; actual?: unknown };
type StepResult = {
  area: string;
  scenario: string;
  title?: string;
  request: string;
  /** Why the recorded system should not be followed, or cannot be; such a step may differ without a row. */
  optional: string | null;
  ok: boolean;
  status: Difference[];
  body: Difference[];
  upstream: Difference[];
};

export type Replayed = {
  steps: number;
  /** Steps that differ without a row in docs/differences.md, each with what differs. */
  unexplained: string[];
  /** Patterns of docs/differences.md that name steps of these areas, none of which differs. */
  needless: string[];
};

/** Replays recordings of a real ML Commons against a studio of its own, over HTTP. */
export async function replay(areas: readonly string[], options: { only?: string } = {}): Promise<Replayed> {
  await using studio = await serveStudio();
  const results = await runRecordings(studio, areas, options);
  const isNeeded = (pattern: RegExp) => {
    const named = results.filter((step) => pattern.test(nameOf(step)));
    return named.length === 0 || named.some(({ ok }) => !ok);
  };
  const differing = results.filter(({ ok, optional }) => !ok && optional === null);
  return {
    steps: results.length,
    unexplained: differing.filter((step) => !deliberateRecordings.some((pattern) => pattern.test(nameOf(step)))).map(described),
    needless: deliberateRecordings.filter((pattern) => !isNeeded(pattern)).map(({ source }) => source),
  };
}

const nameOf = ({ area, scenario, title = '', request }: StepResult) => `${area}/${scenario}: ${title} | ${request}`;

const described = (step: StepResult) => `${nameOf(step)} ${JSON.stringify([...step.status, ...step.body, ...step.upstream]).slice(0, 600)}`;

async function runRecordings({ url }: ServedStudio, areas: readonly string[], { only }: { only?: string }): Promise<StepResult[]> {
  const folder = freshFolder();
  const json = path.join(folder, 'results.json');
  const files = areas.map((area) => sharedPath(`recordings/${area}.json`));
  const args = [sharedPath('recordings/replay.mjs'), ...files, '--base', url, '--fresh', '--json', json];
  if (only !== undefined) args.push('--only', only);
  try {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    await new Promise((resolve) => child.once('close', resolve));
    if (!fs.existsSync(json)) throw new Error(output);
    return JSON.parse(fs.readFileSync(json, 'utf8'));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
