import { expect } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { isDeliberate, type Vector } from '../shared-material.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a vector gives is read by its own operation
export type Operations = Record<string, (given: any) => unknown>;

const types: Record<string, string> = {
  IllegalArgumentException: 'illegal_argument_exception',
  IllegalStateException: 'illegal_state_exception',
  MLException: 'm_l_exception',
  NumberFormatException: 'number_format_exception',
  OpenSearchParseException: 'parse_exception',
  OpenSearchStatusException: 'status_exception',
  PathNotFoundException: 'path_not_found_exception',
  RemoteConnectorThrottlingException: 'remote_connector_throttling_exception',
  ScriptException: 'script_exception',
};

/** Runs the vector's operation and compares; a vector that docs/differences.md explains must differ. */
export function checkVector(vector: Vector, operations: Operations): void {
  const run = operations[vector.op];
  if (!run) throw new Error(`no operation ${vector.op}`);
  if (isDeliberate(vector.id)) expect(() => compare(vector, run)).toThrow();
  else compare(vector, run);
}

function compare({ given, expect: expected }: Vector, run: (given: unknown) => unknown): void {
  if (!expected.error) {
    expect(run(given)).toEqual(expected);
    return;
  }
  const thrown = failure(() => run(given));
  expect(thrown.type).toBe(types[expected.error.type]);
  if (expected.error.status) expect(thrown.status).toBe(expected.error.status);
  if (expected.error.match === 'exact') expect(thrown.message).toBe(expected.error.message);
  if (expected.error.match === 'contains') expect(thrown.message).toContain(expected.error.message);
}

function failure(run: () => unknown) {
  let answer: unknown;
  try {
    answer = run();
  } catch (thrown) {
    if (isStudioError(thrown)) return thrown;
    throw thrown;
  }
  throw new Error(`expected a failure, got ${JSON.stringify(answer)}`);
}
