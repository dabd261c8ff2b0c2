import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { illegalArgument, StudioError } from '#lib/errors.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';

type Docs = readonly (string | null)[];
type Calls = {
  action: Pick<ConnectorAction, 'pre_process_function'> | undefined;
  action_name: string;
  connector_parameters: Readonly<Record<string, string>>;
};

/**
 * Splits text documents into remote calls (predict.md §4). The step size of the connector decides, a value in the request does not.
 * @returns the documents of each call, in order
 * @throws StudioError 400 for a wrong step size or an action that does not exist
 */
export function chunk(docs: Docs, { action, action_name, connector_parameters }: Calls): Docs[] {
  const name = 'input_docs_processed_step_size';
  const stepSize = Object.hasOwn(connector_parameters, name) ? connector_parameters[name] : undefined;
  if (stepSize !== undefined) return steps(docs, stepSizeOf(stepSize));
  if (!action) throw illegalArgument(`no ${action_name} action found`);
  return takesOneDoc(action.pre_process_function) ? steps(docs, 1) : [docs];
}

/** Titan takes one text at a time, and a script is written for one. */
const takesOneDoc = (preProcess: string | undefined): boolean =>
  preProcess !== undefined && (preProcess === 'connector.pre_process.bedrock.embedding' || !preProcessFunctions.has(preProcess));

function stepSizeOf(text: string): number {
  if (!/^[-+]?\d{1,10}$/.test(text) || Math.abs(Number(text)) > 0x7fffffff) {
    throw new StudioError('number_format_exception', 400, `For input string: "${text}"`);
  }
  if (Number(text) <= 0) throw illegalArgument('Invalid parameter: input_docs_processed_step_size. It must be positive integer.');
  return Number(text);
}

const steps = (docs: Docs, size: number): Docs[] =>
  Array.from({ length: Math.ceil(docs.length / size) }, (_, call) => docs.slice(call * size, (call + 1) * size));
