import type { Marks, Values } from './parameter-set.ts';
import { type Filled, substituteTraced } from './substitute.ts';

/** The URL of an action with its parameters; values of the caller are inserted once and never looked into. */
export const fillUrl = (url: string, values: Values, marks: Marks, trace = false): Filled =>
  substituteTraced(url, values, { marks, expand: 'saved', trace });
