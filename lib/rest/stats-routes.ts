import { illegalArgument } from '#lib/errors.ts';
import { getProfile, type ProfileRequest, profileOfPath, readProfileRequest } from '#lib/models/profile.ts';
import { getStats, type StatPorts } from '#lib/models/stats.ts';
import { readStatsRequest, type StatsRequest, statsOfPath } from '#lib/models/stats-request.ts';
import { guardedBody } from './guarded-body.ts';
import type { ApiRequest } from './http.ts';
import { jsonBody } from './json-body.ts';
import { type Route, route } from './route.ts';
import { targetOf } from './target.ts';

const ml = '/_plugins/_ml';
export type StatsRoutePorts = StatPorts & Parameters<typeof getProfile>[2];

const nothing = (): undefined => undefined;
const statsBody = guardedBody('model.read', jsonBody<StatsRequest, undefined>(readStatsRequest, { missing: nothing }));
const profileBody = guardedBody('model.read', jsonBody<ProfileRequest, undefined>(readProfileRequest, { missing: nothing }));

/** A request that says in its body what it wants may not say it in its path or query too: OpenSearch then looks at neither. */
function assertUnused(names: Record<string, string | undefined>, request: ApiRequest): void {
  const used = Object.keys(names).filter((name) => names[name] !== undefined);
  if (used.length === 0) return;
  const list = used.map((name) => `[${name}]`).join(', ');
  throw illegalArgument(`request [${targetOf(request).path}] contains unrecognized parameter${used.length > 1 ? 's' : ''}: ${list}`);
}

/** ML Commons' routes of what its nodes have counted (rest-api.md §9). */
export const statsRoutes = (ports: StatsRoutePorts): Route[] => [
  ...(['/stats', '/stats/:stat', '/:nodeId/stats', '/:nodeId/stats/:stat'] as const).map((path) =>
    route('GET', `${ml}${path}`, {
      summary: 'What the cluster, its node and its models have counted',
      query: { nodeId: 'text', stat: 'text' },
      body: statsBody,
      run: ({ caller, params, query, body, request }) => {
        const named = { ...query, ...(params as { nodeId?: string; stat?: string }) }; // each path has some of them
        if (!body) return getStats(caller, statsOfPath(named), ports);
        assertUnused(named, request);
        return getStats(caller, body, ports);
      },
    }),
  ),
  ...(['models', 'tasks'] as const).flatMap((kind) =>
    ([`/profile/${kind}`, `/profile/${kind}/:id`] as const).map((path) => profileRoute(path, kind, ports)),
  ),
  profileRoute('/profile', 'all', ports),
];

function profileRoute(path: `/profile${string}`, kind: 'models' | 'tasks' | 'all', ports: StatsRoutePorts): Route {
  const parameter = kind === 'tasks' ? 'task_id' : 'model_id';
  return route('GET', `${ml}${path}`, {
    summary: 'What the node knows about its models and tasks',
    query: { view: 'text', model_id: 'text', task_id: 'text' },
    body: profileBody,
    run: ({ caller, params, query: { view = 'node', ...query }, body, request }) => {
      const { id = query[parameter] } = params as { id?: string }; // not every path has one
      if (!body) return getProfile(caller, { ...profileOfPath(id, kind), view }, ports);
      assertUnused({ [parameter]: id }, request);
      return getProfile(caller, { ...body, view }, ports);
    },
  });
}
