import { exportChanges, listChanges } from '#lib/changes/list-changes.ts';
import type { ChangePorts } from '#lib/changes/ports.ts';
import { showChange } from '#lib/changes/show-change.ts';
import { readExportFormat } from '#lib/search/export-format.ts';
import { type Route, route } from './route.ts';
import { textFile } from './text-file.ts';

const filters = { q: 'text', kind: 'text', user: 'text', from: 'integer', to: 'integer' } as const;

/** Who changed what, and when (architecture.md §10.3). */
export const changeRoutes = (ports: ChangePorts): Route[] => [
  route('GET', '/api/studio/changes', {
    summary: 'List what was changed, newest first',
    query: { ...filters, cursor: 'text', dir: 'text', size: 'integer' },
    run: ({ caller, query }) => listChanges(caller, query, ports),
  }),
  route('GET', '/api/studio/changes/_export', {
    summary: 'Download the changes that the filters let through, as JSON lines or CSV',
    query: { ...filters, as: 'text' },
    run: async ({ caller, query }) => {
      const as = readExportFormat(query.as);
      return textFile(await exportChanges(caller, { ...query, as }, ports), 'changes', as);
    },
  }),
  route('GET', '/api/studio/changes/:change_id', {
    summary: 'Show a change with the states before and after it, without secrets',
    run: ({ caller, params }) => showChange(caller, params, ports),
  }),
];
