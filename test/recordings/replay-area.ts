import fs from 'node:fs';
import { makePasswords } from '#lib/identity/password.ts';
import { Turns } from '#lib/turns.ts';
import { aCaller, type Served, serve } from '../serve.ts';
import { hasSharedMaterial, sharedPath } from '../shared-material.ts';
import { type Difference, type Replayer, replayer, type Scenario, type Step } from './replayer.ts';

export type Replayed = {
  /** As the patterns of docs/differences.md see it: `area/scenario: step title | METHOD path`. */
  name: string;
  differences: Difference[];
};

const folder = sharedPath('recordings');
const notAreas = new Set(['package.json']);

/** Names of the recorded areas, one a file; none where the recordings are absent. */
export const areas: string[] = hasSharedMaterial
  ? fs
      .readdirSync(folder)
      .filter((file) => file.endsWith('.json') && !notAreas.has(file))
      .map((file) => file.slice(0, -'.json'.length))
      .sort()
  : [];

const scenariosOf = (area: string): Scenario[] => JSON.parse(fs.readFileSync(`${folder}/${area}.json`, 'utf8')).scenarios;

/** Who the recordings know. */
const callers = [
  aCaller('admin', 'all_access', ['admin']),
  aCaller('alice', 'ml_full_access', ['search', 'it']),
  aCaller('bob', 'ml_full_access', ['it']),
  aCaller('carol', 'ml_full_access'),
  aCaller('dave', 'ml_full_access', ['hr']),
];
const password = 'the same for everybody';
const logins = Object.fromEntries(callers.map(({ username }) => [username, `${username}:${password}`]));
const administrator = { auth: logins.admin ?? '' };

/** Makes them users of the store, who sign in with a password; its hash costs little here. */
async function signUp({ store: { prisma } }: Served): Promise<void> {
  const hash = await makePasswords(new Turns(), { N: 16, r: 8, p: 1 }).hash(password);
  const rows = callers.map(({ backend_roles, ...row }) => ({ ...row, backend_roles: JSON.stringify(backend_roles) }));
  await prisma.user.createMany({ data: rows.map((row) => ({ ...row, password: hash, created_at: BigInt(0) })) });
}

/**
 * Replays every required step of an area against a studio of its own: real database, real listener, real executor.
 * @returns one entry for each required step; steps that record a defect or another version are run and not compared
 */
export async function replayArea(area: string): Promise<Replayed[]> {
  const program = await replayer();
  const upstream = await program.startUpstream();
  await using server = await serve({ hasRealUsers: true });
  await signUp(server);
  const base = `http://127.0.0.1:${server.port}`;
  const replayed: Replayed[] = [];
  try {
    for (const scenario of scenariosOf(area)) {
      if (!scenario.fresh) await begin(server, scenario.settings ?? program.BASELINE);
      replayed.push(...(await replayScenario(scenario, { program, upstream, base })));
    }
  } finally {
    await upstream.close();
  }
  return replayed;
}

/**
 * What the program's own reset does through the API, one object after the other: nothing is stored any more, and only these settings are
 * made. Emptying the tables takes a tenth of the time.
 */
async function begin({ call, store: { prisma } }: Served, settings: Scenario['settings']): Promise<void> {
  for (const name of ['connector', 'model', 'model_group', 'task'])
    await prisma.sequence.upsert({ where: { name }, create: { name, next: 1 }, update: {} });
  await prisma.$transaction([
    prisma.task.deleteMany(),
    prisma.model.deleteMany(),
    prisma.modelGroup.deleteMany(),
    prisma.connector.deleteMany(),
  ]);
  const { status, text } = await call(
    'PUT',
    '/_cluster/settings',
    { persistent: { 'plugins.ml_commons.*': null, ...settings }, transient: { 'plugins.ml_commons.*': null } },
    { authorization: `Basic ${btoa(logins.admin ?? '')}` },
  );
  if (status !== 200) throw new Error(`The settings of a scenario were refused: ${text}`);
}

type Stage = { program: Replayer; upstream: Awaited<ReturnType<Replayer['startUpstream']>>; base: string };

async function replayScenario({ area, name, steps, secretKey }: Scenario, { program, upstream, base }: Stage): Promise<Replayed[]> {
  const vars = { upstream: upstream.url };
  const matcher = new program.Matcher();
  const replayed: Replayed[] = [];
  for (const step of steps) {
    const { response, seen } = await program.runStep({ base, step, vars, upstream, options: administrator, users: logins, secretKey });
    const { status, body } = program.compareResponse(matcher, step.response, response, step);
    const sent = step.ignoreUpstream ? [] : program.compareUpstream(matcher, step.received ?? [], seen);
    if (step.defect || step.optional) continue;
    replayed.push({ name: `${area}/${name}: ${titleOf(step)}`, differences: [...status, ...body, ...sent] });
  }
  return replayed;
}

const titleOf = ({ title = '', request: { method, path } }: Step) => `${title} | ${method} ${path}`;
