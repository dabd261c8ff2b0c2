import { illegalArgument } from '#lib/errors.ts';
import type { Json, JsonObject } from '#lib/json/json.ts';
import { deleteAt, putAt, setAt } from '../json-path/edit-path.ts';
import { cachedPath, readPath } from '../json-path.ts';
import type { WorkBudget } from '../work-budget.ts';
import { applyProcessors, attempt, documentOf, type MakeProcessor, requiredProcessors, requiredText } from './processor.ts';

/** Keeps what a path finds. */
export const makeJsonPathFilter: MakeProcessor = (config) => {
  const path = requiredText(config, 'path', 'jsonpath_filter');
  const fallback = config.get('default') ?? null;
  return (input, budget) =>
    attempt(
      budget,
      () => readPath(documentOf(input, budget), path, budget),
      () => fallback ?? input,
    );
};

/** Removes what paths find; a path that finds nothing is passed over. */
export const makeRemoveJsonPath: MakeProcessor = (config) => {
  const paths = pathsOf(config);
  const remove = (document: Json, path: string, budget: WorkBudget) =>
    attempt(
      budget,
      () => deleteAt(cachedPath(path))(document, budget),
      () => document,
    );
  return (input, budget) =>
    attempt(
      budget,
      () => paths.reduce((document, path) => remove(document, path, budget), documentOf(input, budget)),
      () => input,
    );
};

function pathsOf(config: JsonObject): string[] {
  const paths = config.get('paths');
  const refusal = (problem: string) => illegalArgument(`'paths' ${problem} for remove_jsonpath processor`);
  if (paths === undefined) throw refusal('is required');
  if (paths === null) throw refusal('cannot be null');
  if (!Array.isArray(paths)) throw refusal('must be a list');
  if (paths.length === 0) throw refusal('cannot be empty');
  return paths.map((path) => {
    if (typeof path !== 'string' || path.trim() === '') throw illegalArgument("Each path in 'paths' must be a non-empty string");
    return path;
  });
}

/** Sets a member to a value, or to what another path finds. */
export const makeSetField: MakeProcessor = (config) => {
  const path = requiredText(config, 'path', 'set_field');
  assertOneSource(config);
  const source = config.has('source_path') ? requiredText(config, 'source_path', 'set_field') : undefined;
  const fallback = config.get('default');
  return (input, budget) => {
    const work = () => {
      const document = documentOf(input, budget);
      const value = source === undefined ? config.get('value') : valueAt(document, source, fallback, budget);
      return value === undefined ? input : setOrCreate(document, path, value, budget);
    };
    return attempt(budget, work, () => input);
  };
};

function assertOneSource(config: JsonObject): void {
  const [hasValue, hasSource] = [config.has('value'), config.has('source_path')];
  if (!hasValue && !hasSource) throw illegalArgument("Either 'value' or 'source_path' is required for set_field processor");
  if (hasValue && hasSource) throw illegalArgument("Cannot specify both 'value' and 'source_path' for set_field processor");
  if (config.has('default') && !hasSource) {
    throw illegalArgument("'default' can only be used with 'source_path' for set_field processor");
  }
}

/** A null that is found counts as nothing, unless there is a default. */
function valueAt(document: Json, source: string, fallback: Json | undefined, budget: WorkBudget): Json | undefined {
  const missing = new Map(); // a value that no document can hold
  const value = attempt(
    budget,
    () => readPath(document, source, budget),
    () => fallback ?? missing,
  );
  return value === missing || (value === null && fallback === undefined) ? undefined : value;
}

/** Runs processors over the whole input and stores their result in a member of it. */
export const makeProcessAndSet: MakeProcessor = (config, nested) => {
  const path = requiredText(config, 'path', 'process_and_set');
  const processors = requiredProcessors(config, 'process_and_set', nested);
  return (input, budget) => {
    const work = () => setOrCreate(documentOf(input, budget), path, applyProcessors(processors, input, budget), budget);
    return attempt(budget, work, () => input);
  };
};

/** Where a path leads nowhere yet and ends in a plain name, the member is made in the object before it. */
function setOrCreate(document: Json, path: string, value: Json, budget: WorkBudget): Json {
  const create = () => {
    const dot = path.lastIndexOf('.');
    if (dot <= path.lastIndexOf('[')) throw illegalArgument(`Path ${path} does not exist`);
    return putAt(cachedPath(path.slice(0, dot)), path.slice(dot + 1), value)(document, budget);
  };
  return attempt(budget, () => setAt(cachedPath(path), value)(document, budget), create);
}

/** Runs processors over every element of a list. */
export const makeForEach: MakeProcessor = (config, nested) => {
  const path = requiredText(config, 'path', 'for_each');
  const processors = requiredProcessors(config, 'for_each', nested);
  const target = path.endsWith('[*]') ? path.slice(0, -3) : path;
  const processed = (element: Json, budget: WorkBudget) =>
    attempt(
      budget,
      () => applyProcessors(processors, element, budget),
      () => element,
    );
  return (input, budget) => {
    const work = () => {
      const document = documentOf(input, budget);
      const list = readPath(document, path, budget);
      if (!Array.isArray(list) || list.length === 0) return input;
      const elements = list.map((element) => processed(element, budget));
      return setAt(cachedPath(target), elements)(document, budget);
    };
    return attempt(budget, work, () => input);
  };
};
