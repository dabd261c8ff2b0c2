import { describe, expect, test } from 'vitest';
import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { readPath } from '#lib/predict/json-path.ts';
import { makeProcessors, processorConfigs } from '#lib/predict/processors/make-processors.ts';
import { applyProcessors } from '#lib/predict/processors/processor.ts';
import { newChainBudget } from '#lib/predict/work-budget.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';
import { fromPlain, toPlain } from './plain-json.ts';

const run = (configs: unknown, input: unknown) => applyProcessors(makeProcessors(fromPlain(configs)), fromPlain(input), newChainBudget());

const operations: Operations = {
  process: ({ config, input }) => ({ output: toPlain(run(config, input)) }),
  processChain: ({ configs, input }) => ({ output: toPlain(run(configs, input)) }),
  processorConfig: ({ config }) => makeProcessors(fromPlain(config)).length,
  extractProcessorConfigs: ({ parameters, name }) => ({
    types: processorConfigs(parameters && new Map(Object.entries(parameters)), name).map((config) => config.get('type')),
  }),
};

type Check = { is?: string; path?: (string | number)[]; jsonPath?: string; equals?: unknown; size?: number; contains?: string };

const kindOf = (value: Json) => (typeof value === 'string' ? 'String' : Array.isArray(value) ? 'List' : isObject(value) ? 'Map' : 'other');

function member(value: Json, path: (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => {
    if (typeof key === 'number') return Array.isArray(at) ? at[key] : undefined;
    return isObject(at) ? at.get(key) : undefined;
  }, value);
}

function check(output: Json, { is, path, jsonPath, equals, size, contains, ...rest }: Check): void {
  const { absent, present } = rest as { absent?: string[]; present?: string[] };
  if (is) expect(kindOf(output)).toBe(is);
  if (size !== undefined) expect(Array.isArray(output) ? output.length : isObject(output) && output.size).toBe(size);
  if (contains !== undefined) expect(output).toContain(contains);
  if (absent) expect(member(output, absent)).toBeUndefined();
  if (present) expect(member(output, present)).toBeDefined();
  if (equals === undefined) return;
  expect(toPlain(jsonPath ? readPath(output, jsonPath) : (member(output, path ?? []) ?? null))).toEqual(equals);
}

function checkAll({ given, expect: { checks } }: Vector): void {
  const output = run(given.config, given.input);
  for (const each of checks) check(output, each);
  expect(output).not.toBeInstanceOf(JsonNumber);
}

describe.skipIf(!hasSharedMaterial)('vectors of processors', () => {
  for (const vector of vectors('processors')) {
    test(vector.id, () => (vector.expect.checks ? checkAll(vector) : checkVector(vector, operations)));
  }
});
