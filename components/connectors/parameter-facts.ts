import { placeholdersIn } from '#lib/connectors/address.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import type { ConnectorDraft, DraftRow } from './connector-draft.ts';

/** How a parameter is used by the actions of a draft. */
export type ParameterUse = {
  /** Placeholders that it fills. */
  count: number;
  /** It decides about the host. */
  isAddress: boolean;
  /** Read by the pipeline itself, not by a placeholder. */
  isInstruction: boolean;
};

/** Parameters that the pipeline reads (predict.md §4–§14, functions.md). */
const instructions =
  /^(region|service_name|response_filter|skip_validating_missing_parameters|input_docs_processed_step_size|http_body|no_escape_params|input_processors|output_processors|stream|_llm_interface|escape_json)$/;

type Texts = Pick<ConnectorDraft, 'actions' | 'parameters'>;

/** The name in a placeholder, without its default and without `.toString()`. */
const nameIn = (placeholder: string) => (placeholder.split(':-')[0] ?? '').replace(/\.toString\(\)$/, '');

const textsOf = ({ actions }: Texts) =>
  actions.flatMap(({ url, request_body, headers }) => [url, request_body, ...headers.map(({ value }) => value)]);

const countIn = (text: string, wanted: string) => findPlaceholders(text, 'parameters').filter(({ name }) => nameIn(name) === wanted).length;

export function parameterUse(wanted: string, draft: Texts): ParameterUse {
  const nested = draft.parameters.filter(({ name }) => name !== wanted).map(({ value }) => value);
  const hosts = draft.actions.map(({ url }) => /^[^/?#]*:\/\/([^/?#\\]*)/.exec(url)?.[1] ?? '');
  return {
    count: [...textsOf(draft), ...nested].reduce((sum, text) => sum + countIn(text, wanted), 0),
    isAddress: hosts.some((host) => placeholdersIn(host).map(nameIn).includes(wanted)),
    isInstruction: instructions.test(wanted),
  };
}

/** Names that the actions use and that no parameter and no default fills. */
export function unknownNames(draft: Texts): string[] {
  const known = new Set(draft.parameters.map(({ name }) => name));
  const used = textsOf(draft).flatMap(placeholdersIn);
  return [...new Set(used.filter((placeholder) => !placeholder.includes(':-')).map(nameIn))].filter((name) => !known.has(name));
}

/**
 * What becomes of a value that the JSON writes as something else than text (connector-model.md §2.1).
 * @param source the body that the row came from
 * @returns undefined when it is text already, or was typed anew
 */
export function storedForm({ name, value }: DraftRow, source: JsonObject): { written: string; isRespelt: boolean } | undefined {
  const parameters = source.get('parameters');
  const before = isObject(parameters) ? parameters.get(name) : undefined;
  if (before === undefined || typeof before === 'string' || parameterText(before) !== value) return undefined;
  const written = writeJson(before);
  return { written, isRespelt: written !== value };
}
