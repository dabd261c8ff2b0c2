import { resolveBlueprint } from '#lib/blueprints/connector-link.ts';
import type { BlueprintPorts } from '#lib/blueprints/ports.ts';
import { completeInput } from '#lib/connectors/complete-input.ts';
import { createConnector } from '#lib/connectors/create-connector.ts';
import { deleteConnector } from '#lib/connectors/delete-connector.ts';
import { getConnector } from '#lib/connectors/get-connector.ts';
import { listTools, type ToolPorts } from '#lib/connectors/mcp/list-tools.ts';
import type { ConnectorPorts } from '#lib/connectors/ports.ts';
import { entityTag } from '#lib/connectors/precondition.ts';
import { readConnectorFields } from '#lib/connectors/read-connector.ts';
import { assertRemoteInferenceOn } from '#lib/connectors/remote-inference.ts';
import { searchConnectors } from '#lib/connectors/search-connectors.ts';
import { updateConnector } from '#lib/connectors/update-connector.ts';
import { StudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { connectorIndex } from '#lib/search/indices.ts';
import type { SearchPorts } from '#lib/search/run-search.ts';
import { guardedBody, withParseFailures } from './guarded-body.ts';
import { jsonBody } from './json-body.ts';
import { preconditionQuery, readPrecondition } from './precondition-query.ts';
import { type Route, reply, route } from './route.ts';
import { searchBody } from './search-body.ts';
import { removedBody, writtenBody } from './written.ts';

const createNeedsBody = () => new StudioError('i_o_exception', 500, 'Create Connector request has empty body');
const updateNeedsBody = () => new StudioError('parse_exception', 400, 'Failed to update connector: Request body is empty');

/** What is missing is named before a query parameter that nobody knows. */
function readWholeConnector(node: JsonNode) {
  const fields = readConnectorFields(node);
  if (!fields.dry_run) completeInput(fields);
  return fields;
}

export const readConnectorUpdate = (node: JsonNode) => withParseFailures(() => readConnectorFields(node));

const path = '/_plugins/_ml/connectors';

/** ML Commons' routes of connectors (rest-api.md §3). */
export function connectorRoutes(ports: ConnectorPorts & ToolPorts & BlueprintPorts & SearchPorts): Route[] {
  const remoteInference = () => assertRemoteInferenceOn(ports.settings);
  return [
    route('POST', `${path}/_create`, {
      summary: 'Create a connector',
      query: { blueprint_id: 'text', blueprint_version: 'integer' }, // ours: the blueprint that it was made from
      body: guardedBody('connector.create', jsonBody(readWholeConnector, { missing: createNeedsBody }), remoteInference),
      run: async ({ caller, body, query: { blueprint_id: id, blueprint_version: version } }) => {
        const made = id === undefined ? {} : await resolveBlueprint(caller, { id, version }, ports);
        return createConnector(caller, { ...body, ...made }, ports);
      },
    }),
    ...(['GET', 'POST'] as const).map((method) =>
      route(method, `${path}/_search`, {
        summary: 'Search connectors',
        body: guardedBody('connector.read', searchBody),
        run: ({ caller, body }) => searchConnectors(caller, { body }, ports),
      }),
    ),
    route('GET', `${path}/:connector_id`, {
      summary: 'Read a connector, without its credential',
      query: { return_content: 'boolean' },
      run: async ({ caller, params }) => {
        const stored = await getConnector(caller, params, ports);
        return reply(200, stored.connector, { etag: entityTag(stored) });
      },
    }),
    route('GET', `${path}/:connector_id/tools`, {
      summary: 'List the tools of an MCP server',
      run: ({ caller, params, request }) => listTools(caller, { ...params, signal: request.signal }, ports),
    }),
    route('PUT', `${path}/:connector_id`, {
      summary: 'Change a connector',
      query: preconditionQuery,
      body: guardedBody('connector.update', jsonBody(readConnectorUpdate, { missing: updateNeedsBody }), remoteInference),
      run: async (call) => {
        const { caller, params, body: patch } = call;
        const written = await updateConnector(caller, { ...params, patch, precondition: readPrecondition(call) }, ports);
        return reply(200, writtenBody(connectorIndex.name, written, 'updated'), { etag: entityTag(written) });
      },
    }),
    route('DELETE', `${path}/:connector_id`, {
      summary: 'Delete a connector with its credential',
      query: preconditionQuery,
      run: async (call) => {
        const removed = await deleteConnector(call.caller, { ...call.params, precondition: readPrecondition(call) }, ports);
        return removedBody(connectorIndex.name, removed);
      },
    }),
  ];
}
