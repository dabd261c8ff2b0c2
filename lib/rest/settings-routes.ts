import { entityTag, primaryTerm } from '#lib/connectors/precondition.ts';
import { StudioError } from '#lib/errors.ts';
import { getClusterSettings, listSettings, updateClusterSettings } from '#lib/settings/cluster-settings.ts';
import type { ClusterSettingsPorts } from '#lib/settings/ports.ts';
import { readSettingsBody } from '#lib/settings/settings-body.ts';
import { writeSection } from '#lib/settings/write-section.ts';
import { guardedBody } from './guarded-body.ts';
import { jsonBody } from './json-body.ts';
import { preconditionQuery, readPrecondition } from './precondition-query.ts';
import { type Route, reply, route } from './route.ts';

const timeouts = { cluster_manager_timeout: 'time', master_timeout: 'time' } as const;

function assertOneTimeout(query: { cluster_manager_timeout?: number; master_timeout?: number }): void {
  if (query.cluster_manager_timeout === undefined || query.master_timeout === undefined) return;
  const reason = 'Please only use one of the request parameters [master_timeout, cluster_manager_timeout].';
  throw new StudioError('parse_exception', 400, reason);
}

/** OpenSearch's cluster settings, and the registry as pages need it. One node answers at once, so time-outs are read and never reached. */
export const settingsRoutes = (ports: ClusterSettingsPorts): Route[] => [
  route('PUT', '/_cluster/settings', {
    summary: 'Change cluster settings',
    query: { flat_settings: 'boolean', timeout: 'time', ...timeouts, ...preconditionQuery },
    body: guardedBody(
      'settings.update',
      jsonBody(
        (node, { query }) => {
          assertOneTimeout(query);
          return readSettingsBody(node);
        },
        { isObject: false },
      ),
    ),
    run: async (call) => {
      const input = { change: call.body, precondition: readPrecondition(call) };
      const { persistent, transient, seq_no } = await updateClusterSettings(call.caller, input, ports);
      const flat = call.query.flat_settings ?? false;
      const answer = { acknowledged: true, persistent: writeSection(persistent, flat), transient: writeSection(transient, flat) };
      return reply(200, answer, { etag: entityTag({ seq_no }) });
    },
  }),
  route('GET', '/_cluster/settings', {
    summary: 'Read cluster settings',
    query: { flat_settings: 'boolean', include_defaults: 'boolean', local: 'boolean', ...timeouts },
    run: async ({ caller, query }) => {
      assertOneTimeout(query);
      const { persistent, transient, defaults, seq_no } = await getClusterSettings(caller, {}, ports);
      const flat = query.flat_settings ?? false;
      const answer = {
        persistent: writeSection(persistent, flat),
        transient: writeSection(transient, flat),
        ...(query.include_defaults && { defaults: writeSection(defaults, flat) }),
      };
      return reply(200, answer, { etag: entityTag({ seq_no }) });
    },
  }),
  route('GET', '/api/studio/settings', {
    summary: 'Every setting with its value, its origin and what it is for',
    run: async ({ caller }) => {
      const { items, total, seq_no } = await listSettings(caller, {}, ports);
      return { total, items, _seq_no: seq_no, _primary_term: primaryTerm };
    },
  }),
];
