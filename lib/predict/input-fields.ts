import type { Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import { isJson } from '#lib/template/is-json.ts';
import { QuoteState } from '#lib/template/quote-state.ts';

/** A parameter that a caller may give. */
export type InputField = {
  name: string;
  /** Nothing else fills it, so a call without it is refused. */
  required: boolean;
  /** `json`: it stands outside quotes in the body, so a list, an object, a number or a word of JSON is wanted. */
  kind: 'text' | 'json';
  /** What fills it when the caller does not. */
  fallback?: string;
  /** Whose `fallback` it is: the connector's parameter, or the default in the template. */
  filled_by?: 'connector' | 'default';
};

type Definition = Pick<Connector, 'parameters'>;

function fieldsIn(template: string, isBody: boolean, add: (name: string, fallback: string | undefined, kind: InputField['kind']) => void) {
  const quotes = new QuoteState();
  let from = 0;
  for (const { name: whole, start, end } of findPlaceholders(template, 'parameters')) {
    quotes.advance(template.slice(from, start));
    from = start;
    if (template[start - 1] === '$') continue; // escaped: it stands there literally
    from = end;
    const [name = '', ...fallback] = whole.split(':-');
    add(name, fallback.length > 0 ? fallback.join(':-') : undefined, isBody && quotes.inside === '' ? 'json' : 'text');
  }
}

/** The parameters that an action uses, in the order of its body, address and headers. */
export function inputFields({ parameters }: Definition, action: ConnectorAction): InputField[] {
  const fields = new Map<string, InputField>();
  const add = (name: string, fallback: string | undefined, kind: InputField['kind']) => {
    if (fields.has(name)) return;
    const saved = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (saved !== undefined) fields.set(name, { name, required: false, kind, fallback: saved, filled_by: 'connector' });
    else if (fallback !== undefined) fields.set(name, { name, required: false, kind, fallback, filled_by: 'default' });
    else fields.set(name, { name, required: true, kind });
  };
  fieldsIn(action.request_body ?? '', true, add);
  fieldsIn(action.url, false, add);
  for (const value of Object.values(action.headers ?? {})) fieldsIn(value, false, add);
  return [...fields.values()];
}

/** How an action is called best: documents or a query for one whose pre-process function makes the parameters, else parameters. */
export function suitedInput({ pre_process_function: text }: ConnectorAction): 'parameters' | 'text_docs' | 'text_similarity' {
  if (!text) return 'parameters';
  const known = preProcessFunctions.get(text);
  if (known) return known.expects;
  // What a script reads tells what it wants.
  if (/\bquery_text\b/.test(text)) return 'text_similarity';
  return /\btext_docs\b/.test(text) ? 'text_docs' : 'parameters';
}

/**
 * JSON text of `parameters` for what was typed: fields that want JSON and have it keep their kind, everything else is text. An empty
 * field is not sent.
 */
export function parametersText(fields: readonly InputField[], typed: ReadonlyMap<string, string>): string {
  const wantsJson = new Set(fields.filter(({ kind }) => kind === 'json').map(({ name }) => name));
  const members = [...typed]
    .filter(([name, text]) => name !== '' && text !== '')
    .map(([name, text]) => `${JSON.stringify(name)}: ${wantsJson.has(name) && isStrictJson(text) ? text.trim() : JSON.stringify(text)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}

function isStrictJson(text: string): boolean {
  if (!isJson(text) && !/^\s*(-?\d[\d.eE+-]*|true|false|null)\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // readable for ML Commons only: goes out as text and comes in as the service gets it
  }
}
