import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isStudioError, type StudioError } from '#lib/errors.ts';
import { makeRunScript } from '#lib/functions/script.ts';
import { handleResponse } from '#lib/predict/handle-response.ts';
import { renderOutput } from '#lib/predict/render-tensors.ts';
import { deliberateRecordings, hasSharedMaterial, sharedPath } from './shared-material.ts';

/** Answers of services, and what a real ML Commons made of them. */
type Reply = { status: number; headers?: Record<string, string>; body?: unknown; drop?: boolean };
type Failure = { type: string; reason: string; caused_by?: Failure };
type Recorded = {
  title: string;
  request: { method: string; path: string; body: { parameters?: Record<string, unknown>; actions?: { post_process_function?: string }[] } };
  upstream?: Reply[];
  defect?: string;
  optional?: string;
  response: { status: number; body: { error?: Failure }; text?: string };
};
type Scenario = { area: string; name: string; steps: Recorded[] };

const wanted = /^(post |response_filter|answers of the remote service)/;

function scenarios(): Scenario[] {
  if (!hasSharedMaterial) return [];
  const read = (area: string): Scenario[] =>
    JSON.parse(fs.readFileSync(sharedPath(`recordings/${area}.json`), 'utf8')).scenarios.filter(({ name }: Scenario) => wanted.test(name));
  return ['predict-functions', 'predict-payload', 'predict-upstream'].flatMap(read);
}

const textOf = (body: unknown): string =>
  body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);

function answer({ status, headers = {}, body }: Reply, parameters: Record<string, unknown>, post: string | undefined) {
  try {
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const result = handleResponse(
      { status, headers: Object.fromEntries(lower), body: textOf(body) },
      {
        action: post === undefined ? {} : { post_process_function: post },
        action_name: 'PREDICT',
        parameters: new Map(Object.entries(parameters).map(([name, value]) => [name, textOf(value)])),
        runScript: makeRunScript(() => 0),
      },
    );
    return { status: 200, text: renderOutput([result]) };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { status: thrown.status, failure: failureOf(thrown) };
  }
}

const failureOf = ({ type, message, cause }: StudioError): Failure => ({
  type,
  reason: message,
  ...(isStudioError(cause) && { caused_by: failureOf(cause) }),
});

/** `«any»` in a recording stands for a text that only a Java machine can write. */
function expectFailure(actual: Failure | undefined, { type, reason, caused_by }: Failure): void {
  expect(actual?.type).toBe(type);
  if (!reason.includes('«')) expect(actual?.reason).toBe(reason);
  if (caused_by) expectFailure(actual?.caused_by, caused_by);
}

function compare({ upstream: [reply] = [], request, response }: Recorded, connector: Recorded['request']['body']): void {
  const post = connector.actions?.[0]?.post_process_function;
  const actual = answer(reply ?? { status: 200 }, { ...connector.parameters, ...request.body.parameters }, post);
  expect(actual.status).toBe(response.status);
  if (response.body.error) expectFailure(actual.failure, response.body.error);
  else if (isPlain(response.text)) expect(actual.text).toBe(response.text);
  else expect(JSON.parse(actual.text ?? '')).toEqual(response.body);
}

/** Beyond ASCII the same JSON may be escaped in two ways. */
const isPlain = (text: string | undefined) => text !== undefined && /^[ -~]*$/.test(text);

const pathOf = ({ request }: Recorded) => `${request.method} ${request.path}`;

/** Defects and what other versions do are left out: answering differently there is right, and tested beside the code. */
const isCall = ({ request, upstream, defect, optional }: Recorded) =>
  request.path.endsWith('/_predict') && upstream?.length === 1 && !upstream[0]?.drop && !defect && !optional;

describe.skipIf(!hasSharedMaterial)('recorded answers', () => {
  for (const { area, name, steps } of scenarios()) {
    const connector = steps[0]?.request.body ?? {};
    for (const call of steps.filter(isCall)) {
      const isDeliberate = deliberateRecordings.some((pattern) => pattern.test(`${area}/${name}: ${call.title} | ${pathOf(call)}`));
      test(`${name}: ${call.title}`, () => (isDeliberate ? expect(() => compare(call, connector)).toThrow() : compare(call, connector)));
    }
  }
});
