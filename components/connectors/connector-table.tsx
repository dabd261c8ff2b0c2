'use client';
import { IconArrowsDiff, IconCode, IconCopy, IconCpu, IconEdit, IconPlayerPlay, IconPlugConnected, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PasteButton } from '#components/paste/paste-button.tsx';
import { useCan } from '#components/shell/session.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Filter } from '#components/ui/filters.tsx';
import { IdText } from '#components/ui/id-text.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { RowActions } from '#components/ui/row-actions.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import type { Column } from '#components/ui/table-cells.tsx';
import type { Selection } from '#components/ui/table-selection.ts';
import { useTableState } from '#components/ui/table-state.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { providerName } from '#lib/blueprints/provider-names.ts';
import type { ConnectorRow, Facets, List } from '#lib/client/connectors.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import { listDefaults } from './connector-list.ts';
import css from './connector-table.module.css';
import { DeleteConnector } from './delete-connector.tsx';
import { LastRun } from './last-run.tsx';
import { allConnectors, connectorsQuery } from './queries.ts';
import { StateChip, stateWords } from './state-chip.tsx';

const BulkActions = dynamic(() => import('./bulk-actions.tsx').then((file) => file.BulkActions), { ssr: false });
const CompareConnectors = dynamic(() => import('./compare-connectors.tsx').then((file) => file.CompareConnectors), { ssr: false });
const CopyConnector = dynamic(() => import('./copy-connector.tsx').then((file) => file.CopyConnector), { ssr: false });

const accessWords: Readonly<Record<string, string>> = {
  none: 'Not controlled',
  public: 'Public',
  restricted: 'Restricted',
  private: 'Private',
};

const columns: readonly Column<ConnectorRow>[] = [
  {
    id: 'name',
    header: 'Name',
    isSortable: true,
    cell: ({ connector_id, name, description }) => (
      <span className={css.name}>
        <TextLink href={`/connectors/${connector_id}`}>{name}</TextLink>
        {description && <span className={css.description}>{description}</span>}
      </span>
    ),
  },
  { id: 'protocol', header: 'Protocol', isSortable: true, cell: ({ protocol }) => <span translate="no">{protocol}</span> },
  {
    id: 'endpoint',
    header: 'Endpoint',
    isSortable: true,
    cell: ({ host }) =>
      host && (
        <span className={css.host} title={host} translate="no">
          {host}
        </span>
      ),
  },
  { id: 'state', header: 'State', isSortable: true, cell: ({ state }) => <StateChip state={state} /> },
  { id: 'models', header: 'Models', isSortable: true, isNumeric: true, cell: ({ models }) => models },
  { id: 'last_run', header: 'Last run', isSortable: true, cell: ({ last_run }) => last_run && <LastRun run={last_run} isShort /> },
  { id: 'last_updated_time', header: 'Updated', isSortable: true, cell: (row) => <TimeAgo at={row.last_updated_time} /> },
  { id: 'provider', header: 'Provider', isSortable: true, isExtra: true, cell: ({ provider }) => providerName(provider) },
  { id: 'action_types', header: 'Action types', isExtra: true, cell: ({ action_types }) => action_types.join(', ') },
  { id: 'access', header: 'Access', isSortable: true, isExtra: true, cell: ({ access }) => access && (accessWords[access] ?? access) },
  { id: 'owner', header: 'Owner', isSortable: true, isExtra: true, cell: ({ owner }) => owner },
  { id: 'created_time', header: 'Created', isSortable: true, isExtra: true, cell: ({ created_time }) => <TimeAgo at={created_time} /> },
  { id: 'id', header: 'Id', isSortable: true, isExtra: true, cell: ({ connector_id }) => <IdText id={connector_id} /> },
  { id: 'version', header: 'Version', isExtra: true, cell: ({ version }) => version },
];

const filterLabels: Record<(typeof listDefaults.filters)[number], string> = {
  provider: 'Provider',
  protocol: 'Protocol',
  state: 'State',
  access: 'Access',
};

function valueLabel(filter: string, value: string): string {
  if (filter === 'provider') return providerName(value);
  if (filter === 'state') return (stateWords as Record<string, string>)[value] ?? value;
  return filter === 'access' ? (accessWords[value] ?? value) : value;
}

const filtersOf = (facets: Facets | undefined): Filter[] =>
  listDefaults.filters.map((id) => ({
    id,
    label: filterLabels[id],
    options: (facets?.[id] ?? []).map(({ value, count }) => ({ value, count, label: valueLabel(id, value) })),
  }));

type ConnectorTableProps = {
  /** What the server rendered, and the query it answers. */
  initial: List<ConnectorRow>;
  initialQuery: ListQuery;
};

/** All connectors that the person may see. */
export function ConnectorTable({ initial, initialQuery }: ConnectorTableProps) {
  const can = useCan();
  const router = useRouter();
  const state = useTableState(listDefaults);
  const isFirst = JSON.stringify(state.query) === JSON.stringify(initialQuery);
  const query = useQuery({
    ...connectorsQuery(state.query),
    ...(isFirst && { initialData: initial }),
    refetchInterval: state.refresh || false,
  });
  const [asked, setAsked] = useState<{ what: Asked; row: ConnectorRow; isOpen: boolean }>();
  useShortcut('c', 'Create connector', () => router.push('/connectors/new'), { enabled: can('connector.create') });
  return (
    <>
      <DataTable
        name="connectors"
        caption="Connectors"
        noun="connectors"
        columns={columns}
        state={state}
        query={query}
        rowKey={({ connector_id }) => connector_id}
        rowName={({ name }) => name}
        searchLabel="Search by name, host, id"
        filters={filtersOf(query.data?.facets)}
        rowActions={(row) => <Actions row={row} onAsk={(what) => setAsked({ what, row, isOpen: true })} />}
        bulkActions={(selection: Selection) => (
          <BulkActions selection={selection} all={() => allConnectors(state.query)} total={query.data?.total ?? 0} />
        )}
        empty={<NothingYet />}
      />
      <AskedOfRow asked={asked} onClose={() => setAsked((before) => before && { ...before, isOpen: false })} />
    </>
  );
}

type Asked = 'delete' | 'copy' | 'compare';

/** What was last wanted of one row; it stays mounted, so that the focus goes back. */
function AskedOfRow({ asked, onClose }: { asked: { what: Asked; row: ConnectorRow; isOpen: boolean } | undefined; onClose: () => void }) {
  const [wanted, setWanted] = useState<readonly Asked[]>([]);
  if (asked && !wanted.includes(asked.what)) setWanted([...wanted, asked.what]);
  const connector = asked && { id: asked.row.connector_id, name: asked.row.name };
  const shared = (what: Asked) => ({ opened: asked?.what === what && asked.isOpen, onClose, connector });
  return (
    <>
      <DeleteConnector {...shared('delete')} />
      {wanted.includes('copy') && <CopyConnector {...shared('copy')} />}
      {wanted.includes('compare') && <CompareConnectors {...shared('compare')} />}
    </>
  );
}

function Actions({ row, onAsk }: { row: ConnectorRow; onAsk: (what: Asked) => void }) {
  const can = useCan();
  const path = `/connectors/${row.connector_id}`;
  const reason = (answer: true | string) => (answer === true ? undefined : answer);
  return (
    <RowActions
      name={row.name}
      primary={{ label: 'Try', icon: <IconPlayerPlay size={16} aria-hidden />, href: `${path}?tab=try` }}
      items={[
        ...(can('connector.update')
          ? [{ label: 'Edit', icon: <IconEdit size={16} aria-hidden />, href: `${path}?tab=edit`, refusal: reason(row.can.update) }]
          : []),
        ...(can('connector.create')
          ? [{ label: 'Duplicate', icon: <IconCopy size={16} aria-hidden />, href: `/connectors/new?from=${row.connector_id}` }]
          : []),
        { label: 'Copy as…', icon: <IconCode size={16} aria-hidden />, onClick: () => onAsk('copy') },
        ...(can('model.create')
          ? [{ label: 'Register model', icon: <IconCpu size={16} aria-hidden />, href: `/models?register=${row.connector_id}` }]
          : []),
        { label: 'Compare with…', icon: <IconArrowsDiff size={16} aria-hidden />, onClick: () => onAsk('compare') },
        ...(can('connector.delete')
          ? [
              {
                label: 'Delete',
                icon: <IconTrash size={16} aria-hidden />,
                onClick: () => onAsk('delete'),
                isDangerous: true,
                refusal: reason(row.can.delete),
              },
            ]
          : []),
      ]}
    />
  );
}

function NothingYet() {
  const can = useCan();
  const icon = <IconPlugConnected size={32} />;
  if (!can('connector.create')) return <EmptyState icon={icon}>No connectors are shared with you.</EmptyState>;
  return (
    <EmptyState
      icon={icon}
      actions={
        <>
          <LinkButton href="/blueprints">Choose a blueprint</LinkButton>
          <PasteButton />
        </>
      }
    >
      No connectors yet.
    </EmptyState>
  );
}
