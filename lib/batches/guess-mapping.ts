import type { InputField } from '#lib/predict/input-fields.ts';
import type { Mapping } from './batch.ts';

/** How an action is called best. */
export type Suited = 'parameters' | 'text_docs' | 'text_similarity';

const columnText = (name: string) => `{{${name}}}`;
const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Names under which people keep what is to be embedded, or asked. */
const telling = {
  document: ['text', 'document', 'doc', 'content', 'passage', 'body', 'input', 'sentence', 'chunk'],
  query: ['query', 'question', 'q', 'search'],
  input: ['prompt', 'question', 'text', 'input', 'inputs', 'query', 'message', 'content'],
};

/** What a parameter is called may be many things; those of one line mean the same. */
const alike: readonly (readonly string[])[] = [
  ['prompt', 'question', 'input', 'inputs', 'inputtext', 'text', 'texts', 'query', 'message', 'content', 'q'],
  ['document', 'documents', 'doc', 'docs', 'passage', 'passages', 'textdocs'],
];

function nearest(columns: readonly string[], names: readonly string[]): string | undefined {
  for (const name of names) {
    const same = columns.find((column) => plain(column) === name);
    if (same !== undefined) return same;
  }
  return columns.find((column) => names.some((name) => name.length > 2 && plain(column).includes(name)));
}

/** A mapping to begin with: parameters take the column of their name, or of one that means the same. */
export function guessMapping(columns: readonly string[], suited: Suited, fields: readonly InputField[]): Mapping {
  const [first = ''] = columns;
  if (suited === 'text_docs') return { text_docs: [columnText(nearest(columns, telling.document) ?? first)] };
  if (suited === 'text_similarity') {
    const query = nearest(columns, telling.query);
    const others = columns.filter((column) => column !== query);
    const docs = nearest(others, telling.document) ?? others[0] ?? first;
    return { query_text: query === undefined ? '' : columnText(query), text_docs: [columnText(docs)] };
  }
  const wanted = fields.filter(({ required }) => required);
  const parameters = new Map<string, string>();
  for (const { name, filled_by } of fields) {
    const column = columns.find((each) => plain(each) === plain(name));
    if (column !== undefined) parameters.set(name, columnText(column));
    else if (filled_by === undefined) parameters.set(name, '');
  }
  for (const field of wanted.filter(({ name }) => parameters.get(name) === '')) {
    const left = columns.filter((column) => ![...parameters.values()].includes(columnText(column)));
    const family = alike.find((names) => names.includes(plain(field.name))) ?? [];
    const column = nearest(left, family) ?? (wanted.length === 1 ? (nearest(left, telling.input) ?? left[0]) : undefined);
    if (column !== undefined) parameters.set(field.name, suitedText(field, column));
  }
  return { parameters: Object.fromEntries(parameters) };
}

/** A conversation is a list of messages: what a person wrote becomes its only one. */
const suitedText = ({ name, kind }: InputField, column: string) =>
  kind === 'json' && plain(name) === 'messages' && plain(column) !== 'messages'
    ? `[{"role":"user","content":"${columnText(column)}"}]`
    : columnText(column);
