import { glob } from './glob.ts';

/** How OpenSearch maps a field; `flat` is a flat_object, whose leaves are found by their dotted path or all at once. */
export type FieldType = 'text' | 'keyword' | 'date' | 'integer' | 'boolean' | 'flat';

export type Field = {
  /** As a client writes it, such as `name.keyword` or `parameters.model`. */
  name: string;
  type: FieldType;
  /** Where the value stands in the stored definition: dotted, letters and underscores only. */
  path: string;
  /** Column that holds the value as well, so that an index can be used. */
  column?: string;
  /** The value is a list. */
  isList?: boolean;
  /** A flat_object of one level: a leaf is one of its members. */
  isMap?: boolean;
  /** Column of the full-text table that holds its words. */
  words?: 'name' | 'description';
  /** Path of the nested object that holds it: found by a `nested` query only. */
  nested?: string;
  /** Of a flat_object: the leaf that is asked for; absent for all leaves. */
  leaf?: string;
};

/** An index as its clients see it, over one table. */
export type Index = {
  name: string;
  kind: 'connector' | 'model' | 'model_group' | 'task';
  fields: ReadonlyMap<string, Field>;
  /** Of a part of an index: all of it. */
  whole?: Index;
};

type Shape = Omit<Field, 'name' | 'type' | 'path'> & { path?: string };

const field = (name: string, type: FieldType, shape: Shape = {}): Field => ({ path: name, ...shape, name, type });

/** A text with its `.keyword` beside it. */
export const text = (name: string, shape: Shape = {}): Field[] => {
  const { words, ...rest } = shape;
  const { column, ...withoutColumn } = rest;
  return [
    field(name, 'text', { ...withoutColumn, ...(words && { words }) }),
    field(`${name}.keyword`, 'keyword', { ...rest, path: shape.path ?? name }),
  ];
};
export const plainText = (name: string, shape: Shape = {}) => [field(name, 'text', shape)];
export const keyword = (name: string, shape: Shape = {}) => [field(name, 'keyword', shape)];
export const date = (name: string, shape: Shape = {}) => [field(name, 'date', shape)];
export const integer = (name: string, shape: Shape = {}) => [field(name, 'integer', shape)];
export const boolean = (name: string, shape: Shape = {}) => [field(name, 'boolean', shape)];
export const flat = (name: string) => [field(name, 'flat')];
export const flatMap = (name: string) => [field(name, 'flat', { isMap: true })];

/** @returns undefined for what the index does not map: it matches nothing */
export function fieldOf(index: Index, name: string): Field | undefined {
  if (name === '_id') return { name, type: 'keyword', path: '', column: 'id' };
  const exact = index.fields.get(name);
  if (exact) return exact;
  for (const candidate of index.fields.values()) {
    if (candidate.type === 'flat' && name.startsWith(`${candidate.name}.`)) return { ...candidate, name, leaf: name };
  }
  return undefined;
}

const scopes = new Map<Index, Map<string | undefined, Index>>();

function scopeOf(index: Index, path: string | undefined): Index {
  const known = scopes.get(index) ?? new Map<string | undefined, Index>();
  scopes.set(index, known);
  const before = known.get(path);
  if (before) return before;
  const scope = { ...index, fields: new Map([...allOf(index)].filter(([, { nested }]) => nested === path)), whole: index.whole ?? index };
  known.set(path, scope);
  return scope;
}

const allOf = (index: Index) => (index.whole ?? index).fields;

/** The index as a query sees it that is not inside a nested one. */
export const rootScope = (index: Index): Index => scopeOf(index.whole ?? index, undefined);

export const hasNested = (index: Index, path: string): boolean => [...allOf(index).values()].some(({ nested }) => nested === path);

/** The fields of one nested object; none where there is no such object. */
export const nestedScope = (index: Index, path: string): Index =>
  hasNested(index, path) ? scopeOf(index.whole ?? index, path) : { ...index, fields: new Map(), whole: index.whole ?? index };

/** Fields whose name fits a pattern with `*`, text and keyword alike. */
export function fieldsMatching(index: Index, pattern: string): Field[] {
  if (!pattern.includes('*')) return [fieldOf(index, pattern)].filter((found) => found !== undefined);
  const matches = glob(pattern);
  return [...index.fields.values()].filter(({ name }) => matches(name));
}
