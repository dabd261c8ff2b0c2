import type { Blueprint, BlueprintExample } from '#lib/blueprints/blueprint.ts';
import { runScript } from '#lib/client/script-runner.ts';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { isStudioError } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import { type ExplainedRequest, explainRequest } from '#lib/predict/explain-request.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';

/** What the first action sends for an example, or why that cannot be said. For the page that the server makes: none of it is sent to the browser. */
export function exampleRequest(
  connector: Blueprint['connector'],
  { input, algorithm = 'remote' }: BlueprintExample,
): { request: ExplainedRequest } | { problem: string } {
  const actions = connector.actions.map((action) => ({ ...action, action_type: action.action_type.toUpperCase() }) as ConnectorAction); // as: of a type that nobody knows nothing is shown
  try {
    const read = readPredictInput(readJson(JSON.stringify(input)), algorithm);
    return { request: explainRequest({ ...connector, actions }, actions[0]?.action_type ?? 'PREDICT', read, runScript) };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { problem: thrown.message };
  }
}
