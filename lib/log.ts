import '#server-only';
import path from 'node:path';
import { type DestinationStream, destination, type LevelWithSilent, pino } from 'pino';

/** What a log line may say (threats.md C-16). Anything else is left out: bodies, headers and values never reach the log. */
export type LogFields = {
  /** What happened: `request`, or a name of the audit events. */
  event?: string;
  request_id?: string;
  method?: string;
  /** Without the query, which may hold keys. */
  path?: string;
  status?: number;
  /** Milliseconds. */
  duration_ms?: number;
  peer?: string;
  user_id?: string;
  connector_id?: string;
  model_id?: string;
  host?: string;
  stage?: string;
  attempt?: number;
  count?: number;
  key_id?: string;
  /** A failure that nobody understood: only its type, code and place are printed. */
  error?: unknown;
};

const allowed: ReadonlySet<string> = new Set([
  'event',
  'request_id',
  'method',
  'path',
  'status',
  'duration_ms',
  'peer',
  'user_id',
  'connector_id',
  'model_id',
  'host',
  'stage',
  'attempt',
  'count',
  'key_id',
] satisfies (keyof LogFields)[]);

const longest = 1_000;
/** JSON escapes the lower control characters; these are the ones that could still move a terminal's cursor or turn text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const printable = (text: string) =>
  text.slice(0, longest).replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

export type Log = {
  [Level in 'debug' | 'info' | 'warn' | 'error' | 'fatal']: (fields: LogFields, message?: string) => void;
} & { isLevelEnabled(level: string): boolean; flush(): void };

/**
 * One JSON object per line on standard output. Never `console.log` in server code.
 * @param to only in tests: where lines go instead
 */
export function makeLog(level: LevelWithSilent, to?: DestinationStream): Log {
  // A write costs as much as a third of a prediction, so lines go out together, four times a second. `flush` writes what is left.
  const stream = to ?? destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 250 });
  const logger = pino(
    {
      level,
      base: null,
      timestamp: makeTimestamp(),
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }), log: select },
      hooks: { logMethod: writeSafely },
    },
    stream,
  );
  const flush = () => {
    if ('flushSync' in stream && typeof stream.flushSync === 'function') stream.flushSync();
  };
  return Object.assign(logger, { flush });
}

/** ISO 8601; the part that a second shares is made once. */
function makeTimestamp(): () => string {
  let second = 0;
  let shared = '';
  return () => {
    const now = Date.now();
    const thisSecond = Math.floor(now / 1_000);
    if (thisSecond !== second) {
      second = thisSecond;
      shared = `,"time":"${new Date(thisSecond * 1_000).toISOString().slice(0, 20)}`;
    }
    return `${shared}${String(now % 1_000).padStart(3, '0')}Z"`;
  };
}

function select(fields: Record<string, unknown>): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'error') Object.assign(line, describeError(value));
    else if (!allowed.has(name)) continue;
    else if (typeof value === 'string') line[name] = printable(value);
    else if (typeof value === 'number' || typeof value === 'boolean') line[name] = value;
  }
  return line;
}

/** Type, code and place; the message may quote what a user sent, so it stays out. */
function describeError(thrown: unknown): Record<string, string | undefined> {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: printable(thrown.code) } : {};
  return { error: printable(thrown.name), ...code, ...placeOf(thrown) };
}

/** The first line of our own code in the stack. */
function placeOf({ stack = '' }: Error): { at?: string } {
  const root = `${process.cwd()}${path.sep}`;
  const line = stack.split('\n').find((text) => text.includes(root) && !text.includes('node_modules'));
  const place = line?.slice(line.indexOf(root) + root.length).replace(/\)$/, '');
  return place ? { at: printable(place) } : {};
}

function writeSafely(this: unknown, args: unknown[], method: (...args: never[]) => void): void {
  const safe = args.map((argument) => (typeof argument === 'string' ? printable(argument) : argument));
  Reflect.apply(method, this, safe);
}
