'use client';
import { Button } from '@mantine/core';
import { IconCpu, IconPlayerPlay, IconPlugConnected, IconPower, IconRocket, IconTextCaption, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { type MouseEvent, useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Filter } from '#components/ui/filters.tsx';
import { IdText } from '#components/ui/id-text.tsx';
import { Page } from '#components/ui/page.tsx';
import { type RowAction, RowActions } from '#components/ui/row-actions.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import type { Column } from '#components/ui/table-cells.tsx';
import { useTableState } from '#components/ui/table-state.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ListQuery } from '#lib/client/list-query.ts';
import type { ModelPage, ModelRow } from '#lib/client/models.ts';
import { DeleteModel } from './delete-model.tsx';
import { type EditKind, EditModel } from './edit-model.tsx';
import { LastRun } from './last-run.tsx';
import { ModelChip } from './model-chip.tsx';
import { ModelFlyout } from './model-flyout.tsx';
import { modelDefaults } from './model-list.ts';
import { isDeployed, stateOptions } from './model-state.ts';
import css from './models-page.module.css';
import { modelsQuery } from './queries.ts';
import { RegisterModel } from './register-model.tsx';
import { useDeploy } from './use-deploy.ts';

const columnsWith = (open: (id: string) => void): readonly Column<ModelRow>[] => [
  {
    id: 'name',
    header: 'Name',
    isSortable: true,
    cell: ({ model_id, name, description }) => (
      <span className={css.name}>
        <ModelLink id={model_id} name={name} onOpen={open} />
        {description && <span className={css.description}>{description}</span>}
      </span>
    ),
  },
  { id: 'state', header: 'State', isSortable: true, cell: ({ state }) => <ModelChip state={state} /> },
  { id: 'connector', header: 'Connector', isSortable: true, cell: (row) => <ConnectorCell row={row} /> },
  { id: 'action_types', header: 'Actions', cell: ({ action_types }) => <span translate="no">{action_types.join(', ')}</span> },
  { id: 'last_run', header: 'Last run', isSortable: true, cell: ({ last_run }) => last_run && <LastRun run={last_run} /> },
  { id: 'last_updated_time', header: 'Updated', isSortable: true, cell: (row) => <TimeAgo at={row.last_updated_time} /> },
  { id: 'id', header: 'Id', isSortable: true, cell: ({ model_id }) => <IdText id={model_id} label="Copy model id" /> },
  { id: 'created_time', header: 'Created', isSortable: true, isExtra: true, cell: ({ created_time }) => <TimeAgo at={created_time} /> },
];

/** A link, so that it can be sent to somebody; a plain click opens the flyout over the list. */
function ModelLink({ id, name, onOpen }: { id: string; name: string; onOpen: (id: string) => void }) {
  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(id);
  };
  return (
    <TextLink href={`/models?open=${encodeURIComponent(id)}`} onClick={click}>
      {name}
    </TextLink>
  );
}

function ConnectorCell({ row: { connector, inline_connector } }: { row: ModelRow }) {
  if (!connector) return <span className={css.own}>{inline_connector ? (inline_connector.name ?? 'Its own') : 'None'}</span>;
  if (connector.name === undefined) return <IdText id={connector.connector_id} />;
  return <TextLink href={`/connectors/${encodeURIComponent(connector.connector_id)}`}>{connector.name}</TextLink>;
}

const filtersOf = (facets: ModelPage['facets'] | undefined): Filter[] => [
  { id: 'state', label: 'State', options: stateOptions(facets?.state ?? []) },
  { id: 'connector', label: 'Connector', options: facets?.connector ?? [] },
];

/** A part of the address beside the list's own: changed without asking the server for the page again. */
function writeAddress(name: string, value: string | undefined, isNewEntry: boolean) {
  const search = new URLSearchParams(window.location.search);
  if (value === undefined) search.delete(name);
  else search.set(name, value);
  const address = search.size > 0 ? `?${search}` : window.location.pathname;
  if (isNewEntry) window.history.pushState(null, '', address);
  else window.history.replaceState(null, '', address);
}

type ModelsPageProps = {
  /** What the server rendered, and the query it answers. */
  initial: ModelPage;
  initialQuery: ListQuery;
};

type Decision = { kind: EditKind | 'delete'; model: ModelRow };

/** Models: what puts connectors to work in search and ingest. */
export function ModelsPage({ initial, initialQuery }: ModelsPageProps) {
  const can = useCan();
  const search = useSearchParams();
  const state = useTableState(modelDefaults);
  const isFirst = JSON.stringify(state.query) === JSON.stringify(initialQuery);
  const query = useQuery({
    ...modelsQuery(state.query),
    ...(isFirst && { initialData: initial }),
    refetchInterval: state.refresh || false,
  });
  const deploy = useDeploy();
  const [decision, setDecision] = useState<Decision>();
  const [isDeciding, setDeciding] = useState(false);
  const openId = search.get('open') ?? undefined;
  const register = can('model.create') ? (search.get('register') ?? undefined) : undefined;
  const open = (id: string) => writeAddress('open', id, true);
  const startRegister = () => writeAddress('register', '', false);
  useShortcut('c', 'Register model', startRegister, { enabled: can('model.create') });

  const decide = (next: Decision) => {
    setDecision(next);
    setDeciding(true);
  };
  const itemsOf = (row: ModelRow): RowAction[] => {
    const refusal = row.can.update !== true && row.can.update;
    const deployed = isDeployed(row.state);
    const ownConnector = row.connector ? undefined : 'It has a connector of its own.';
    const changes: RowAction[] = [
      deployed
        ? { label: 'Undeploy', icon: <IconPower size={16} aria-hidden />, onClick: () => deploy.change(row, false), refusal }
        : { label: 'Deploy', icon: <IconRocket size={16} aria-hidden />, onClick: () => deploy.change(row, true), refusal },
      {
        label: 'Rename',
        icon: <IconTextCaption size={16} aria-hidden />,
        onClick: () => decide({ kind: 'rename', model: row }),
        refusal,
      },
      {
        label: 'Change connector',
        icon: <IconPlugConnected size={16} aria-hidden />,
        onClick: () => decide({ kind: 'connector', model: row }),
        refusal: refusal || ownConnector,
      },
    ];
    const removal: RowAction = {
      label: 'Delete',
      icon: <IconTrash size={16} aria-hidden />,
      onClick: () => decide({ kind: 'delete', model: row }),
      isDangerous: true,
      refusal: row.can.delete !== true && row.can.delete,
    };
    return [...(can('model.update') ? changes : []), ...(can('model.delete') ? [removal] : [])];
  };

  return (
    <Page
      title="Models"
      description="Connectors at work: what search and ingest call by a model's id."
      actions={can('model.create') && <Button onClick={startRegister}>Register model</Button>}
    >
      <DataTable
        name="models"
        caption="Models"
        noun="models"
        columns={columnsWith(open)}
        state={state}
        query={query}
        rowKey={({ model_id }) => model_id}
        rowName={({ name }) => name}
        searchLabel="Search by name, connector, id"
        filters={filtersOf(query.data?.facets)}
        rowActions={(row) => (
          <RowActions
            name={row.name}
            primary={{
              label: 'Try',
              icon: <IconPlayerPlay size={16} aria-hidden />,
              href: `/playground?model=${encodeURIComponent(row.model_id)}`,
            }}
            items={itemsOf(row)}
          />
        )}
        empty={
          <EmptyState icon={<IconCpu size={32} />} actions={can('model.create') && <Button onClick={startRegister}>Register model</Button>}>
            Models put a connector to work in search and ingest.
          </EmptyState>
        }
      />
      <ModelFlyout
        id={openId}
        known={query.data?.items.find(({ model_id }) => model_id === openId)}
        onClose={() => writeAddress('open', undefined, false)}
        deploy={deploy}
      />
      <RegisterModel
        opened={register !== undefined}
        connector={register || undefined}
        onClose={() => writeAddress('register', undefined, false)}
        onRegistered={(id) => {
          writeAddress('register', undefined, false);
          open(id);
        }}
      />
      <EditModel
        opened={isDeciding && decision?.kind !== 'delete'}
        kind={decision?.kind === 'connector' ? 'connector' : 'rename'}
        model={decision?.model}
        onClose={() => setDeciding(false)}
      />
      <DeleteModel
        opened={isDeciding && decision?.kind === 'delete'}
        model={decision?.model}
        onClose={() => setDeciding(false)}
        onDeleted={(id) => id === openId && writeAddress('open', undefined, false)}
      />
    </Page>
  );
}
