import { isObject, type Json } from '#lib/json/json.ts';
import { newBudget, spend, type WorkBudget } from '../work-budget.ts';
import { evaluatePath } from './evaluate-path.ts';
import type { Path } from './path.ts';
import { invalidPath, pathNotFound } from './path-error.ts';
import type { Found, Place } from './place.ts';

/** Edits leave the given document alone and give a changed copy. */
type Edit = (document: Json, budget?: WorkBudget) => Json;

/**
 * Replaces every value that the path finds.
 * @throws StudioError when it finds none, or is the document itself
 */
export const setAt =
  (path: Path, value: Json): Edit =>
  (document, budget = newBudget()) =>
    edit(path, document, budget, ({ place }) => {
      if (place === null) throw invalidPath('Invalid set operation');
      assign(place, value);
    });

/**
 * Sets a member of every object that the path finds; null is passed over.
 * @throws StudioError when the path finds nothing, or something that is no object
 */
export const putAt =
  (path: Path, key: string, value: Json): Edit =>
  (document, budget = newBudget()) =>
    edit(path, document, budget, ({ value: target }) => {
      if (isObject(target)) target.set(key, value);
      else if (target !== null) throw invalidPath('Can only add properties to a map');
    });

/**
 * Removes every value that the path finds.
 * @throws StudioError when it finds none, or is the document itself
 */
export const deleteAt =
  (path: Path): Edit =>
  (document, budget = newBudget()) =>
    edit(path, document, budget, ({ place }) => {
      if (place === null) throw invalidPath('Invalid delete operation');
      remove(place);
    });

function edit(path: Path, document: Json, budget: WorkBudget, change: (found: Found) => void): Json {
  const copy = copyOf(document, budget);
  const found = evaluatePath(path, copy, { root: copy, budget });
  if (found.length === 0) throw pathNotFound('The path finds nothing to change.');
  // From the end, so that the places of earlier elements of a list stay right when later ones are removed.
  for (const each of found.reverse()) change(each);
  return copy;
}

function copyOf(value: Json, budget: WorkBudget): Json {
  spend(budget, 1);
  if (Array.isArray(value)) return value.map((member) => copyOf(member, budget));
  return isObject(value) ? new Map([...value].map(([key, member]) => [key, copyOf(member, budget)])) : value;
}

function assign(place: Place, value: Json): void {
  if ('list' in place) place.list[assertIndex(place.index)] = value;
  else for (const key of namesOf(place.key)) place.object.set(key, value);
}

function remove(place: Place): void {
  if ('list' in place) place.list.splice(assertIndex(place.index), 1);
  else for (const key of namesOf(place.key)) place.object.delete(key);
}

/** As in Jayway, an index from the end can be read but not changed. */
function assertIndex(index: number): number {
  if (index < 0) throw invalidPath(`Index ${index} out of bounds: count from the start to change an element.`);
  return index;
}

const namesOf = (key: string | readonly string[]): readonly string[] => (typeof key === 'string' ? [key] : key);
