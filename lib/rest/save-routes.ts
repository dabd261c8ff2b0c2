import { isStudioError } from '#lib/errors.ts';
import type { Writable } from '#lib/json/write-json.ts';
import { type SaveOutcome, type SavePorts, saveConnector } from '#lib/models/save-connector.ts';
import { connectorIndex } from '#lib/search/indices.ts';
import { readConnectorUpdate } from './connector-routes.ts';
import { errorBody } from './error-body.ts';
import { eventStream, type StreamEvent } from './event-stream.ts';
import { guardedBody } from './guarded-body.ts';
import { jsonBody } from './json-body.ts';
import { preconditionQuery, readPrecondition } from './precondition-query.ts';
import { type Route, route } from './route.ts';
import { writtenBody } from './written.ts';

/** Saving a connector that is in use (architecture.md §10.3): an event for each step, then what came of it. */
export const saveRoutes = (ports: SavePorts): Route[] => [
  route('POST', '/api/studio/connectors/:connector_id/_save', {
    summary: 'Change a connector that deployed models use: undeploy, save, deploy again, or none of it',
    query: preconditionQuery,
    body: guardedBody('connector.update', jsonBody(readConnectorUpdate)),
    run: async (call) => {
      const { caller, params, body: patch, request_id } = call;
      const outcome = await saveConnector(caller, { ...params, patch, precondition: readPrecondition(call) }, ports);
      // A failure that nobody foresaw goes the way of all such failures; so does one before the first step.
      if ('failure' in outcome && (outcome.steps.length === 0 || !isStudioError(outcome.failure))) throw outcome.failure;
      return eventStream(eventsOf(outcome, request_id));
    },
  }),
];

async function* eventsOf(outcome: SaveOutcome, requestId: string): AsyncGenerator<StreamEvent> {
  for (const data of outcome.steps) yield { event: 'progress', data };
  yield { event: 'result', data: resultOf(outcome, requestId) };
}

function resultOf(outcome: SaveOutcome, requestId: string): Writable {
  if ('failure' in outcome) return errorBody(outcome.failure, { requestId }) as Writable; // rendered for JSON
  return { ...writtenBody(connectorIndex.name, outcome.written, 'updated'), model_ids: outcome.model_ids };
}
