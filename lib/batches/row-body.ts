import { isStudioError } from '#lib/errors.ts';
import { type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { InputField } from '#lib/predict/input-fields.ts';
import { escapeJson } from '#lib/template/escape-json.ts';
import { QuoteState } from '#lib/template/quote-state.ts';
import type { Mapping } from './batch.ts';

const placeholder = /\{\{([^{}]+)\}\}/g;
const only = /^\s*\{\{([^{}]+)\}\}\s*$/;

/** Names of the row's values that a text asks for. */
export const namesIn = (template: string): string[] => [...template.matchAll(placeholder)].map(([, name = '']) => name.trim());

/** All names that a mapping asks for. */
export const namesOf = ({ parameters = {}, text_docs = [], query_text = '' }: Mapping): string[] => [
  ...new Set([...Object.values(parameters), ...text_docs, query_text].flatMap(namesIn)),
];

/** What reads the input that a mapping makes, as `_predict` names it. */
export function algorithmOf({ text_docs, query_text }: Mapping): string {
  if (!text_docs) return 'remote';
  return query_text === undefined ? 'text_embedding' : 'text_similarity';
}

/**
 * The predict body of a row.
 * @param fields of the action: a parameter that stands outside quotes keeps JSON that a text holds
 */
export function rowBody(row: JsonObject, { parameters, text_docs, query_text }: Mapping, fields: readonly InputField[]): JsonObject {
  const wantsJson = new Set(fields.filter(({ kind }) => kind === 'json').map(({ name }) => name));
  const body: JsonObject = new Map();
  if (parameters) {
    const values = Object.entries(parameters).map(([name, text]) => [name, filled(text, row, wantsJson.has(name))] as const);
    body.set('parameters', new Map(values.filter((entry): entry is [string, Json] => entry[1] !== undefined)));
  }
  if (query_text !== undefined) body.set('query_text', textOf(filled(query_text, row, false)));
  if (text_docs)
    body.set(
      'text_docs',
      text_docs.flatMap((text) => docsOf(text, row)),
    );
  return body;
}

/** @returns undefined for a value that is empty: an empty field is not sent */
function filled(template: string, row: JsonObject, wantsJson: boolean): Json | undefined {
  const [, name] = only.exec(template) ?? [];
  if (name === undefined) return jsonOrText(fill(template, row, wantsJson), wantsJson);
  const value = row.get(name.trim());
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? jsonOrText(value, wantsJson) : value;
}

/** Values that land in a string of JSON are escaped for it. */
function fill(template: string, row: JsonObject, isJson: boolean): string {
  const quotes = new QuoteState();
  const parts: string[] = [];
  let from = 0;
  for (const { 0: whole, 1: name = '', index } of template.matchAll(placeholder)) {
    const before = template.slice(from, index);
    quotes.advance(before);
    const text = textOf(row.get(name.trim()));
    parts.push(before, isJson && quotes.inside !== '' ? escapeJson(text) : text);
    from = index + whole.length;
  }
  return [...parts, template.slice(from)].join('');
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : writeJson(value);
}

function jsonOrText(text: string, wantsJson: boolean): Json | undefined {
  if (text === '') return undefined;
  return (wantsJson ? readOr(text) : undefined) ?? text;
}

function readOr(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return undefined; // no JSON: goes out as the text that it is
  }
}

/** A value that is a list, or the text of a list of texts, is that many documents. */
function docsOf(template: string, row: JsonObject): string[] {
  const [, name] = only.exec(template) ?? [];
  const value = name === undefined ? undefined : row.get(name.trim());
  if (Array.isArray(value)) return value.map(textOf);
  const text = name === undefined ? fill(template, row, false) : textOf(value);
  const list = /^\s*\[/.test(text) ? readOr(text) : undefined;
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list as string[];
  return text === '' ? [] : [text];
}

/** A cell as a table shows it. */
export const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof JsonNumber) return value.text;
  return writeJson(value as Json); // as: a value of a row
};
