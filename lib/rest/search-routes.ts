import { type FindPorts, findObjects } from '#lib/search/find-objects.ts';
import { type Route, route } from './route.ts';

export type SearchRoutePorts = FindPorts;

/** The command palette (architecture.md §10.3). */
export const searchRoutes = (ports: SearchRoutePorts): Route[] => [
  route('GET', '/api/studio/search', {
    summary: 'Find connectors, models, blueprints and settings by name or id',
    query: { q: 'text' },
    run: ({ caller, query }) => findObjects(caller, { q: query.q ?? '' }, ports),
  }),
];
