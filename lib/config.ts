import '#server-only';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Password, Username } from '#lib/access/account-schema.ts';
import { type NodeSettings, readNodeSettings } from './node-settings.ts';
import { StartError } from './start-error.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((port) => port <= 65_535);

/** `http://host[:port]`, as browsers send it in `Origin`. */
function readOrigin(text: string, context: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text.toLowerCase());
  if (isOrigin) return url.origin;
  context.addIssue(`${JSON.stringify(text)} is no origin such as https://studio.example or http://10.0.0.5:3000`);
  return z.NEVER;
}

const Origins = z.string().transform((text, context) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => readOrigin(part, context)),
);

/** Names and meanings are the operator's contract, documented in the README. */
const Environment = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an address')
    .default('127.0.0.1'),
  PORT: Port.default(3000),
  STUDIO_DATA_DIR: z.string().default('./data'),
  STUDIO_SEALING_KEY: z.string().optional(),
  STUDIO_SEALING_KEY_FILE: z.string().optional(),
  STUDIO_ADMIN_USERNAME: Username.optional(),
  STUDIO_ADMIN_PASSWORD: Password.optional(),
  STUDIO_CONFIG: z.string().optional(),
  STUDIO_ORIGINS: Origins.optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
});

const rules: Partial<Record<keyof typeof Environment.shape, string>> = {
  PORT: 'must be a whole number from 0 to 65535',
  LOG_LEVEL: `must be one of ${logLevels.join(', ')}`,
};

/** Values that nothing may read from the environment later, a child process or a crash report least of all (threats.md C-19). */
const secrets = ['STUDIO_SEALING_KEY', 'STUDIO_ADMIN_PASSWORD'] as const;

export type Config = {
  host: string;
  port: number;
  /** Absolute. */
  data_dir: string;
  /** Text of the key ring, its file, or neither: then `sealing.key` in the data directory. */
  sealing: { text?: string; file?: string };
  administrator: { username: string; password: string } | undefined;
  node_settings: NodeSettings;
  /** Origins that the studio is reached under; undefined stands for this machine over http, on any port. */
  origins: string[] | undefined;
  log_level: (typeof logLevels)[number];
};

/**
 * Reads the operator's contract and takes the secrets out of `environment`: call it once.
 * @throws StartError with one line that names the variable and says what it may hold
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  // A variable that is set to nothing, as compose files like to do, is not set.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  for (const name of secrets) delete environment[name];
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new StartError(describe(parsed.error));
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    data_dir: path.resolve(/*turbopackIgnore: true*/ values.STUDIO_DATA_DIR),
    sealing: { text: values.STUDIO_SEALING_KEY, file: values.STUDIO_SEALING_KEY_FILE },
    administrator: readAdministrator(values.STUDIO_ADMIN_USERNAME, values.STUDIO_ADMIN_PASSWORD),
    node_settings: readSettingsFile(values.STUDIO_CONFIG),
    origins: values.STUDIO_ORIGINS,
    log_level: values.LOG_LEVEL,
  };
}

/** The value itself is never printed: it may be a secret in the wrong place. */
function describe({ issues: [issue] }: z.ZodError): string {
  const name = String(issue?.path[0]);
  const rule = rules[name as keyof typeof rules];
  return rule ? `${name} ${rule}.` : `${name}: ${issue?.message.replace(/\.$/, '')}.`;
}

function readAdministrator(username: string | undefined, password: string | undefined): Config['administrator'] {
  if (username !== undefined && password !== undefined) return { username, password };
  if (username === password) return undefined;
  throw new StartError('STUDIO_ADMIN_USERNAME and STUDIO_ADMIN_PASSWORD belong together: set both or neither.');
}

function readSettingsFile(named: string | undefined): NodeSettings {
  const file = named ?? './studio.yml';
  let text: string;
  try {
    text = fs.readFileSync(/*turbopackIgnore: true*/ file, 'utf8');
  } catch (thrown) {
    if (named === undefined && thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return new Map();
    throw new StartError(`STUDIO_CONFIG: ${file} cannot be read.`, { cause: thrown });
  }
  return readNodeSettings(text, file);
}
