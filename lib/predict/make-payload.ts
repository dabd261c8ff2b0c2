import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { buildPayload } from '#lib/template/build-payload.ts';
import type { ParameterSet } from '#lib/template/parameter-set.ts';
import { runProcessors } from './processors/make-processors.ts';

/**
 * What is sent: the template of the action filled, then changed by the chain `input_processors` (predict.md §6.1–6.7).
 * @returns null for an action without a body
 * @throws StudioError 400 when it is no JSON
 */
export function makePayload(action: ConnectorAction, { values, marks }: ParameterSet): string | null {
  const payload = buildPayload(action, values, marks);
  if (payload === null || !values.has('input_processors')) return payload;
  const processed = runProcessors(values, 'input_processors', payload);
  return typeof processed === 'string' ? processed : writeJson(processed);
}
