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
  /** Of a flat_object: the leaf that is asked for; absent for all leaves. */
  leaf?: string;
};

/** An index as its clients see it, over one table. */
export type Index = {
  name: string;
  kind: 'connector' | 'model' | 'model_group' | 'task';
  fields: ReadonlyMap<string, Field>;
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

/** Fields whose name fits a pattern with `*`, text and keyword alike. */
export function fieldsMatching(index: Index, pattern: string): Field[] {
  if (!pattern.includes('*')) return [fieldOf(index, pattern)].filter((found) => found !== undefined);
  const matches = glob(pattern);
  return [...index.fields.values()].filter(({ name }) => matches(name));
}
