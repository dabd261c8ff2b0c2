import type { Step, StepError, Trace } from '#lib/predict/trace.ts';
import { type Kept, keptJson, kibibyte, maskText } from './kept-json.ts';

/** Bytes of what one step took, gave or noted. */
const mostOfValue = 64 * kibibyte;

/** Bytes of a whole trace: an input of many documents is many calls. */
const mostOfTrace = 1024 * kibibyte;

const rounded = (milliseconds: number) => Math.round(milliseconds * 1_000) / 1_000;

/** Stands for what a service said, when that is not kept. */
const unknownReason = 'The reason is not kept.';

/** How each step went, without what it took and gave. */
export function traceFacts({ steps, calls }: Trace): string {
  const facts = (list: readonly Step[]) =>
    list.map(({ name, status, duration_ms, error }) => ({
      name,
      status,
      duration_ms: rounded(duration_ms),
      input: null,
      output: null,
      ...(error && { error: { ...error, reason: unknownReason } satisfies StepError }),
    }));
  return JSON.stringify({ steps: facts(steps), ...(calls && { calls: calls.slice(0, 100).map(facts) }) });
}

/** The trace with secrets masked, as JSON text. Of many calls those that fit are kept. */
export function keptTrace({ steps, calls = [] }: Trace, secrets: readonly string[]): Kept {
  let left = mostOfTrace;
  let isCut = false;
  const part = (value: unknown): string => {
    const kept = keptJson(value, { most: Math.max(0, Math.min(mostOfValue, left)), secrets });
    left -= kept.text.length;
    isCut ||= kept.isCut;
    return kept.text;
  };
  const step = ({ name, status, duration_ms, input, output, detail, error }: Step): string => {
    const facts = { name, status, duration_ms: rounded(duration_ms), ...(error && { error: masked(error, secrets) }) };
    const values = [`"input":${part(input)}`, `"output":${part(output)}`, ...(detail === undefined ? [] : [`"detail":${part(detail)}`])];
    return `${JSON.stringify(facts).slice(0, -1)},${values.join(',')}}`;
  };
  const list = (each: readonly Step[]) => `[${each.map(step).join(',')}]`;

  const first = list(steps);
  const rest: string[] = [];
  for (const call of calls) {
    if (left <= 0) {
      isCut = true;
      break;
    }
    rest.push(list(call));
  }
  return { text: `{"steps":${first}${calls.length > 0 ? `,"calls":[${rest.join(',')}]` : ''}}`, isCut };
}

const masked = (error: StepError, secrets: readonly string[]): StepError => ({ ...error, reason: maskText(error.reason, '', secrets) });
