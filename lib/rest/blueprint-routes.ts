import { getBlueprint } from '#lib/blueprints/get-blueprint.ts';
import { type BlueprintQuery, listBlueprints } from '#lib/blueprints/list-blueprints.ts';
import type { BlueprintPorts } from '#lib/blueprints/ports.ts';
import { illegalArgument } from '#lib/errors.ts';
import { type Route, route } from './route.ts';

const path = '/api/studio/blueprints';
const filters = ['provider', 'task', 'protocol', 'auth', 'origin'] as const;

/** @throws StudioError 400 for an order that the gallery does not have */
function readOrder(sort: string | undefined): BlueprintQuery['sort'] {
  if (sort === undefined || sort === 'used' || sort === 'title') return sort;
  throw illegalArgument(`The gallery is sorted by used or title, not by [${sort}]`);
}

/** The gallery (architecture §10.3). */
export function blueprintRoutes(ports: BlueprintPorts): Route[] {
  return [
    route('GET', path, {
      summary: 'List blueprints',
      query: { q: 'text', sort: 'text', provider: 'text', task: 'text', protocol: 'text', auth: 'text', origin: 'text' },
      run: ({ caller, query }) => {
        const chosen = filters.map((name) => [name, query[name]?.split(',').filter(Boolean)] as const);
        return listBlueprints(
          caller,
          { ...(query.q ? { q: query.q } : {}), sort: readOrder(query.sort), ...Object.fromEntries(chosen) },
          ports,
        );
      },
    }),
    route('GET', `${path}/:id`, {
      summary: 'Read a blueprint',
      run: ({ caller, params }) => getBlueprint(caller, params, ports),
    }),
  ];
}
