import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import { runScript } from '#lib/client/run-script.ts';
import { actionTypeOf } from '#lib/connectors/action-type.ts';
import { probeUrl } from '#lib/connectors/address.ts';
import type { Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import { isStudioError, type StudioError } from '#lib/errors.ts';
import type { RunScript } from '#lib/functions/script.ts';
import { readJson } from '#lib/json/read-json.ts';
import { type ExplainedRequest, explainRequest } from '#lib/predict/explain-request.ts';
import { inputFields, suitedInput } from '#lib/predict/input-fields.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import type { ConnectorDraft, DraftAction, DraftRow } from './connector-draft.ts';

/** What a preview or a test calls the draft with: a predict body, and who reads it. */
export type Sample = { algorithm: string; body: string };

const textsOf = (rows: readonly DraftRow[]): Record<string, string> =>
  Object.fromEntries(rows.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]));

/** The parameters of a draft as they will be stored. */
export const parametersOf = ({ parameters }: Pick<ConnectorDraft, 'parameters'>) => textsOf(parameters);

/** An action of a draft as far as it goes; a type that nobody knows stands as PREDICT. */
export function actionOf({ action_type, method, url, headers, ...texts }: DraftAction): ConnectorAction {
  const { name, request_body, pre_process_function, post_process_function } = texts;
  return {
    action_type: actionTypeOf(action_type) ?? 'PREDICT',
    method: method || 'POST',
    url,
    headers: textsOf(headers),
    ...(request_body !== '' && { request_body }),
    ...(pre_process_function !== '' && { pre_process_function }),
    ...(post_process_function !== '' && { post_process_function }),
    ...(name !== '' && { name }),
  };
}

export type DraftPreview = { request: ExplainedRequest } | { problem: StudioError };

/** What one action of a draft would send for a sample, made in the browser by the code that sends it. */
export function previewOf(
  draft: ConnectorDraft,
  action: DraftAction,
  { algorithm, body }: Sample,
  scripts: RunScript = runScript,
): DraftPreview {
  // Alone in its list: the key of an action leads to the first of its type.
  const definition: Pick<Connector, 'parameters' | 'actions'> = { parameters: parametersOf(draft), actions: [actionOf(action)] };
  try {
    return {
      request: explainRequest(definition, actionOf(action).action_type, readPredictInput(readJson(body), algorithm), scripts),
    };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { problem: thrown };
  }
}

/**
 * The address as far as it is known before a call; undefined while its host depends on a parameter without a value, or while values go
 * round in a circle.
 */
export function knownAddress(draft: ConnectorDraft, action: DraftAction): string | undefined {
  if (action.url.trim() === '') return undefined;
  try {
    const { url, openInHost } = probeUrl(action.url, parametersOf(draft));
    return openInHost.length > 0 ? undefined : url;
  } catch (thrown) {
    if (isStudioError(thrown)) return undefined;
    throw thrown;
  }
}

const greeting = 'hello world';
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** An example as a sample. */
export const sampleOfExample = ({ algorithm = 'remote', input }: ExampleInput): Sample => ({ algorithm, body: pretty(input) });

/** A sample that suits an action, when nobody gave one. */
export function sampleFor(draft: ConnectorDraft, action: DraftAction): Sample {
  const shape = actionOf(action);
  const suited = suitedInput(shape);
  if (suited === 'text_docs') {
    // The second document is the image, where a body has a place for both.
    const text_docs = shape.request_body?.includes('${parameters.inputImage}') ? [greeting, greeting] : [greeting];
    return { algorithm: 'text_embedding', body: pretty({ text_docs }) };
  }
  if (suited === 'text_similarity') {
    return { algorithm: 'text_similarity', body: pretty({ query_text: greeting, text_docs: [greeting, 'good night'] }) };
  }
  const needed = inputFields({ parameters: parametersOf(draft) }, shape).filter(({ required }) => required);
  const parameters = Object.fromEntries(needed.map(({ name, kind }) => [name, kind === 'json' ? [greeting] : greeting]));
  return { algorithm: 'remote', body: pretty({ parameters }) };
}
