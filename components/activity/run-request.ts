import { formatJson } from '#components/ui/json-text.ts';
import type { PredictionRequest } from '#lib/client/predictions.ts';
import type { Run } from '#lib/client/runs.ts';
import type { CallFormat } from '#lib/copy-as/copy-formats.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';

/** Why a run cannot be sent again as it was; false when it can. @param maySend whether this person may send to a service */
export function sendAgainRefusal({ bodies, cut, target, mode, is_draft, connector_id }: Run, maySend: boolean): string | false {
  if (mode === 'send' && !maySend) return 'It needs the ml_full_access role. Ask an administrator.';
  if (bodies === 'not_kept') return 'What was sent is not kept.';
  if (cut.includes('input') || cut.includes('target')) return 'Only the beginning of what was sent is kept.';
  if (is_draft && (connector_id === null || !('connector' in target) || target.connector === null)) {
    return 'It was a draft, and the credential of a draft is not kept.';
  }
  return false;
}

const memberOf = (runText: string, name: string): Json => {
  const run = parseJson(runText);
  return (isObject(run) ? run.get(name) : undefined) ?? null;
};

/** The request that this run was, for today's connector. @param text the run as the server wrote it: numbers keep their spelling */
export function requestAgain(run: Run, text: string): PredictionRequest & { isStreaming: boolean } {
  const { action_type, algorithm, mode, scenario, stream } = run;
  return {
    target: writeJson(memberOf(text, 'target')),
    body: writeJson(memberOf(text, 'input')),
    mode,
    ...(action_type !== undefined && { action_type }),
    ...(algorithm !== undefined && { algorithm }),
    ...(mode === 'mock' && scenario !== undefined && { scenario: scenario as NonNullable<PredictionRequest['scenario']> }), // as it was asked for
    isStreaming: stream,
  };
}

/** JSON that is read by people. */
export const inputText = (text: string): string => formatJson(writeJson(memberOf(text, 'input')));
export const responseText = (text: string): string => formatJson(writeJson(memberOf(text, 'response')));

/** The payload that was sent to the service; where it is not kept, nothing. */
export function payloadText({ trace }: Pick<Run, 'trace'>): string | undefined {
  const output = trace?.steps.find(({ name }) => name === 'payload')?.output;
  if (output === null || output === undefined) return undefined;
  if (typeof output !== 'string') return JSON.stringify(output, null, 2);
  try {
    parseJson(output);
  } catch {
    return output; // no JSON, or its end is cut off
  }
  return formatJson(output);
}

/** A call of `_predict` that does the same, in the language of a tool; what writes it is loaded when it is wanted. */
export async function callText(run: Run, text: string, format: CallFormat): Promise<string> {
  const { copyCallAs } = await import('#lib/copy-as/copied-call.ts');
  const body = memberOf(text, 'input');
  return copyCallAs(format, {
    model_id: run.model_id,
    algorithm: run.algorithm ?? 'remote',
    action_type: run.action,
    body: isObject(body) ? body : new Map(),
    stream: run.stream,
    origin: window.location.origin,
  });
}
