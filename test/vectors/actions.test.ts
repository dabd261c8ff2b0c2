import { expect, test } from 'vitest';
import { isModelAction, parseActionType } from '#lib/connectors/action-type.ts';
import { filledUrl } from '#lib/connectors/action-urls.ts';
import { createBatchAction } from '#lib/connectors/batch-action.ts';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { functionWarnings } from '#lib/connectors/function-warnings.ts';
import { validateAction } from '#lib/connectors/validate-action.ts';
import { isStudioError } from '#lib/errors.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';

const javaTypes: Record<string, string> = {
  IllegalArgumentException: 'illegal_argument_exception',
  UnsupportedOperationException: 'unsupported_operation_exception',
};

const operations: Record<string, (given: Vector['given']) => unknown> = {
  findAction: ({ actions, action }) => ({ url: findAction<ConnectorAction>(actions, action)?.url ?? null }),
  validateAction: ({ action }) => ({ ok: validateAction(action).url !== '' }),
  functionWarnings: ({ url, parameters, ...functions }) => ({ warnings: functionWarnings(filledUrl(url, parameters), functions) }),
  createBatchAction: ({ batchPredictUrl, connectorParameters, actionType }) => {
    const { method, url, request_body } = createBatchAction({ url: batchPredictUrl }, connectorParameters ?? {}, actionType);
    return { method, url, requestBody: request_body ?? null };
  },
  parseActionType: ({ text }) => ({ result: parseActionType(text) }),
  isModelAction: ({ actionType }) => ({ result: isModelAction(actionType) }),
};

function outcome({ op, given }: Vector): unknown {
  const run = operations[op];
  if (!run) throw new Error(`no operation ${op}`);
  try {
    return run(given);
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { error: { type: thrown.type, message: thrown.message } };
  }
}

const cases = vectors('actions');

test.skipIf(!hasSharedMaterial)('the vectors of actions are there', () => {
  expect(cases.length).toBeGreaterThan(40);
});

test.each(cases.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
  const { error } = vector.expect;
  expect(outcome(vector)).toEqual(error ? { error: { type: javaTypes[error.type], message: error.message } } : vector.expect);
});
