'use client';
import { IconPlus } from '@tabler/icons-react';
import { useCan } from '#components/shell/session.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { RowActions } from '#components/ui/row-actions.tsx';
import type { Column } from '#components/ui/table-cells.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { BlueprintRow } from '#lib/blueprints/blueprint-row.ts';
import { EndpointBadge } from './blueprint-card.tsx';
import type { GalleryViewProps } from './blueprint-cards.tsx';
import css from './blueprint-table.module.css';
import { filtersOf, sortRows, valueLabel } from './gallery-list.ts';
import { OriginWords } from './origin-words.tsx';

const columns: readonly Column<BlueprintRow>[] = [
  {
    id: 'title',
    header: 'Title',
    isSortable: true,
    cell: ({ id, title, summary }) => (
      <span className={css.name}>
        <TextLink href={`/blueprints/${id}`}>{title}</TextLink>
        <span className={css.summary} title={summary}>
          {summary}
        </span>
      </span>
    ),
  },
  { id: 'provider', header: 'Provider', isSortable: true, cell: ({ provider }) => valueLabel('provider', provider) },
  { id: 'task', header: 'Task', isSortable: true, cell: ({ task }) => valueLabel('task', task) },
  { id: 'protocol', header: 'Protocol', isSortable: true, isExtra: true, cell: ({ protocol }) => <span translate="no">{protocol}</span> },
  { id: 'auth', header: 'Authentication', isSortable: true, cell: ({ auth }) => valueLabel('auth', auth) },
  { id: 'endpoint', header: 'Endpoint', cell: (blueprint) => <EndpointBadge blueprint={blueprint} /> },
  {
    id: 'origin',
    header: 'Origin',
    isSortable: true,
    cell: (blueprint) => (
      <span className={css.origin}>
        <OriginWords blueprint={blueprint} />
      </span>
    ),
  },
  { id: 'used', header: 'Connectors', isSortable: true, isNumeric: true, cell: ({ used }) => used },
  { id: 'id', header: 'Id', isExtra: true, cell: ({ id }) => <code translate="no">{id}</code> },
];

/** The gallery as a table. */
export function BlueprintTable({ state, list, views, none }: GalleryViewProps) {
  const can = useCan();
  const { data } = list;
  const from = (state.page - 1) * state.size;
  const items = data && sortRows(data.blueprints, state.sort, state.dir).slice(from, from + state.size);
  return (
    <DataTable
      name="blueprints"
      caption="Blueprints"
      noun="blueprints"
      columns={columns}
      state={{ ...state, isFiltered: false }} // what is said when nothing fits is the gallery's own
      query={{ ...list, data: items && { total: data.total, items } }}
      rowKey={({ id }) => id}
      rowName={({ title }) => title}
      searchLabel="Search provider, model, task"
      filters={filtersOf(data?.facets)}
      {...(can('connector.create') && { rowActions: (row: BlueprintRow) => <Use blueprint={row} /> })}
      empty={none}
      tools={views}
    />
  );
}

const Use = ({ blueprint: { id, title } }: { blueprint: BlueprintRow }) => (
  <RowActions name={title} primary={{ label: 'Use', icon: <IconPlus size={16} aria-hidden />, href: `/connectors/new?blueprint=${id}` }} />
);
