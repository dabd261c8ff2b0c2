import { type CheckPorts, checkConnector } from '#lib/connectors/check/check-connector.ts';
import { listConnectorVersions, showConnectorVersion, type VersionPorts } from '#lib/connectors/connector-versions.ts';
import { type ConnectorListPorts, listConnectors } from '#lib/connectors/list-connectors.ts';
import type { SettingReads } from '#lib/connectors/ports.ts';
import { entityTag } from '#lib/connectors/precondition.ts';
import { type ShowPorts, showConnector } from '#lib/connectors/show-connector.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { textOf } from '#lib/json/value-of.ts';
import { listModels, type ModelLines } from '#lib/models/list-models.ts';
import { guardedBody } from './guarded-body.ts';
import { jsonBody } from './json-body.ts';
import { type Route, reply, route } from './route.ts';

export type StudioConnectorPorts = CheckPorts &
  ConnectorListPorts &
  ShowPorts &
  VersionPorts & { modelLines: ModelLines; settings: SettingReads };

const pageQuery = { q: 'text', sort: 'text', dir: 'text', page: 'integer', size: 'integer' } as const;

function readCheck(node: JsonNode) {
  const members = node.token === 'START_OBJECT' ? node.members : new Map<string, JsonNode>();
  const connector = members.get('connector');
  if (!connector) throw illegalArgument('connector is missing', { fields: [{ path: 'connector', message: 'is missing' }] });
  const id = members.get('connector_id');
  return { connector, connector_id: id && id.token !== 'VALUE_NULL' ? textOf(id) : undefined };
}

/** The studio's own routes of connectors and models (architecture.md §10.3). */
export const studioConnectorRoutes = (ports: StudioConnectorPorts): Route[] => [
  route('GET', '/api/studio/connectors', {
    summary: 'List connectors with their state',
    query: { ...pageQuery, provider: 'text', protocol: 'text', state: 'text', access: 'text' },
    run: ({ caller, query }) => listConnectors(caller, query, ports),
  }),
  route('POST', '/api/studio/connectors/_check', {
    summary: 'Check a draft: problems with their place and cure',
    body: guardedBody('connector.check', jsonBody(readCheck)),
    run: ({ caller, body }) => checkConnector(caller, body, ports),
  }),
  route('GET', '/api/studio/connectors/:connector_id', {
    summary: 'Show a connector with its state, credential names and models',
    run: async ({ caller, params }) => {
      const shown = await showConnector(caller, params, ports);
      return reply(200, shown, { etag: entityTag({ seq_no: shown._seq_no }) });
    },
  }),
  route('GET', '/api/studio/connectors/:connector_id/versions', {
    summary: 'List the changes of a connector, newest first',
    run: ({ caller, params }) => listConnectorVersions(caller, params, ports),
  }),
  route('GET', '/api/studio/connectors/:connector_id/versions/:version', {
    summary: 'Show a connector as it was, without its credential',
    run: ({ caller, params }) => showConnectorVersion(caller, params, ports),
  }),
  route('GET', '/api/studio/models', {
    summary: 'List models',
    query: { ...pageQuery, state: 'text', connector: 'text', source: 'text' },
    run: ({ caller, query }) => listModels(caller, query, { lines: ports.modelLines, settings: ports.settings }),
  }),
];
