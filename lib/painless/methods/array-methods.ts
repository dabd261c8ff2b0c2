import { type Method, methodTable } from '../method-table.ts';
import type { ArrayValue } from '../values.ts';
import { objectMethods } from './object-methods.ts';

/** Arrays have a length, which is no method, and what every object has. */
export const arrayMethods = methodTable<ArrayValue>(objectMethods as Record<string, Method<ArrayValue>>);
