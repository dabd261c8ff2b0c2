import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { spend, type WorkBudget } from '../work-budget.ts';
import { matchesFilter } from './match-filter.ts';
import type { Path, Token } from './path.ts';
import { tokenText } from './path.ts';
import { invalidPath, pathNotFound } from './path-error.ts';
import { applyFunction } from './path-functions.ts';
import { type Found, type Place, placeText, stepText } from './place.ts';

export type Scope = {
  /** What `$` means, also inside a filter. */
  root: Json;
  budget: WorkBudget;
  /** In a test of existence every missing member counts, not only those that a definite path needs. */
  requireProperties?: boolean;
};

type Run = Scope & { path: Path; found: Found[] };

/**
 * All values that a path finds, with their places, in document order.
 * @throws StudioError `path_not_found_exception` where a definite part of the path leads nowhere
 */
export function evaluatePath(path: Path, start: Json, scope: Scope): Found[] {
  const last = path.tokens.at(-1);
  const isAggregate = path.tokens[0]?.kind === 'scan' && last?.kind === 'function';
  const run: Run = { ...scope, path: isAggregate ? { ...path, tokens: path.tokens.slice(0, -1) } : path, found: [] };
  visit(run, 0, start, null);
  if (!isAggregate) return run.found;
  const values = run.found.map(({ value }) => value);
  return [{ value: applyFunction(last.name, flattened(last.name, values), run.budget), place: null }];
}

/** Functions over a deep scan take the elements of the lists that it found. */
const flattened = (name: string, values: Json[]): Json[] => (name === 'keys' ? values : values.flat(1));

function visit(run: Run, at: number, node: Json, place: Place | null): void {
  spend(run.budget, 1);
  const token = run.path.tokens[at];
  if (token === undefined) {
    run.found.push({ value: node, place });
    return;
  }
  apply(run, at, token, node, place);
}

function apply(run: Run, at: number, token: Token, node: Json, place: Place | null): void {
  if (token.kind === 'property') visitProperty(run, at, token, node, place);
  else if (token.kind === 'index') visitElements(run, at, token.indexes, node, place);
  else if (token.kind === 'slice') visitSlice(run, at, token, node, place);
  else if (token.kind === 'wildcard') visitAll(run, at, node, place);
  else if (token.kind === 'scan') scan(run, at + 1, node, place);
  else if (token.kind === 'filter') visitMatching(run, at, token, node, place);
  else visitFunction(run, at, token.name, node, place);
}

const isLast = (run: Run, at: number) => at === run.path.tokens.length - 1;
const isDefiniteBefore = (run: Run, at: number) => run.path.definiteBefore[at] ?? true;

function visitProperty(run: Run, at: number, token: Extract<Token, { kind: 'property' }>, node: Json, place: Place | null): void {
  if (!isObject(node)) {
    if (!isDefiniteBefore(run, at)) return;
    const where = placeText(run.path.root, place);
    throw pathNotFound(`Expected to find an object with property ${tokenText(token)} in path ${where} but found '${kindOf(node)}'.`);
  }
  if (token.names.length > 1 && isLast(run, at)) merge(run, token.names, node, place);
  else for (const name of token.names) visitMember(run, at, { node, name, isOne: token.names.length === 1 }, place);
}

function visitMember(run: Run, at: number, { node, name, isOne }: { node: JsonObject; name: string; isOne: boolean }, place: Place | null) {
  const value = node.get(name);
  const where = () => placeText(run.path.root, place) + stepText(name);
  if (value !== undefined) {
    visit(run, at + 1, value, { up: place, object: node, key: name });
  } else if (isLast(run, at)) {
    if (run.requireProperties) throw pathNotFound(`No results for path: ${where()}`);
  } else if (run.requireProperties || (isOne && isDefiniteBefore(run, at))) {
    throw pathNotFound(`Missing property in path ${where()}`);
  }
}

/** Several members at the end of a path become one object. */
function merge(run: Run, names: readonly string[], node: JsonObject, place: Place | null): void {
  const merged: JsonObject = new Map();
  for (const name of names) {
    const value = node.get(name);
    if (value !== undefined) merged.set(name, value);
    else if (run.requireProperties) throw pathNotFound(`Missing property in path ${placeText(run.path.root, place)}${stepText(names)}`);
  }
  run.found.push({ value: merged, place: { up: place, object: node, key: names } });
}

/** The list that an index or a slice applies to; undefined where the path goes another way. */
function listOf(run: Run, at: number, node: Json, place: Place | null): Json[] | undefined {
  if (Array.isArray(node)) return node;
  if (!isDefiniteBefore(run, at)) return undefined;
  if (node === null) throw pathNotFound(`The path ${placeText(run.path.root, place)} is null`);
  const rest = run.path.tokens.slice(at).map(tokenText).join('');
  throw pathNotFound(`Filter: ${rest} can only be applied to arrays. Current context is: ${kindOf(node)}`);
}

function visitElements(run: Run, at: number, indexes: readonly number[], node: Json, place: Place | null): void {
  const list = listOf(run, at, node, place);
  if (list) for (const index of indexes) visitElement(run, at, list, index, place);
}

function visitElement(run: Run, at: number, list: Json[], index: number, place: Place | null): void {
  spend(run.budget, 1);
  const effective = index < 0 ? list.length + index : index;
  const value = list[effective];
  if (value !== undefined) visit(run, at + 1, value, { up: place, list, index });
}

/** `[from:to]`; where both are given, negative bounds count from the end one by one (`[-3:-1]`). */
function visitSlice(run: Run, at: number, { from, to }: { from: number | null; to: number | null }, node: Json, place: Place | null): void {
  const list = listOf(run, at, node, place);
  if (!list) return;
  const fromEnd = (bound: number) => (bound < 0 ? list.length + bound : bound);
  const start = from === null ? 0 : to === null ? Math.max(0, fromEnd(from)) : from;
  const end = to === null ? list.length : Math.min(list.length, from === null ? fromEnd(to) : to);
  for (let index = start; index < end; index += 1) visitElement(run, at, list, index, place);
}

function visitAll(run: Run, at: number, node: Json, place: Place | null): void {
  if (isObject(node)) for (const [key, value] of node) visit(run, at + 1, value, { up: place, object: node, key });
  else if (Array.isArray(node)) for (const [index, value] of node.entries()) visit(run, at + 1, value, { up: place, list: node, index });
}

/** Applies the token at `at` to a node and to everything below it. */
function scan(run: Run, at: number, node: Json, place: Place | null): void {
  spend(run.budget, 1);
  const token = run.path.tokens[at];
  if (token && isScanTarget(run, at, token, node)) visit(run, at, node, place);
  if (isObject(node)) for (const [key, value] of node) scan(run, at, value, { up: place, object: node, key });
  else if (Array.isArray(node)) for (const [index, value] of node.entries()) scan(run, at, value, { up: place, list: node, index });
}

function isScanTarget(run: Run, at: number, token: Token, node: Json): boolean {
  if (token.kind === 'property') return isObject(node) && (!isLast(run, at) || token.names.every((name) => node.has(name)));
  if (token.kind === 'index' || token.kind === 'slice') return Array.isArray(node);
  if (token.kind === 'filter') return (isObject(node) || Array.isArray(node)) && matchesFilter(token.filter, node, run);
  return token.kind === 'wildcard';
}

function visitMatching(run: Run, at: number, token: Extract<Token, { kind: 'filter' }>, node: Json, place: Place | null): void {
  if (isObject(node)) {
    if (matchesFilter(token.filter, node, run)) visit(run, at + 1, node, place);
  } else if (Array.isArray(node)) {
    for (const [index, value] of node.entries()) {
      if (matchesFilter(token.filter, value, run)) visit(run, at + 1, value, { up: place, list: node, index });
    }
  } else if (isDefiniteBefore(run, at)) {
    throw invalidPath(`Filter: ${tokenText(token)} can not be applied to primitives. Current context is: ${kindOf(node)}`);
  }
}

/** The result counts, and the path may go on from it. */
function visitFunction(run: Run, at: number, name: string, node: Json, place: Place | null): void {
  const value = applyFunction(name, node, run.budget);
  if (isLast(run, at)) run.found.push({ value, place });
  else visit(run, at + 1, value, place);
}

function kindOf(node: Json): string {
  if (node === null) return 'null';
  if (typeof node === 'string') return 'a text';
  if (typeof node === 'boolean') return 'a boolean';
  return Array.isArray(node) ? 'a list' : isObject(node) ? 'an object' : 'a number';
}
