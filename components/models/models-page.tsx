'use client';
import { Button } from '@mantine/core';
import {
  IconCode,
  IconCpu,
  IconPlayerPlay,
  IconPlugConnected,
  IconPower,
  IconRocket,
  IconTextCaption,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Filter } from '#components/ui/filters.tsx';
import { Page } from '#components/ui/page.tsx';
import { type RowAction, RowActions } from '#components/ui/row-actions.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import type { Selection } from '#components/ui/table-selection.ts';
import { useTableState } from '#components/ui/table-state.ts';
import { OutsideLink } from '#components/ui/text-link.tsx';
import type { ListQuery } from '#lib/client/list-query.ts';
import type { ModelPage, ModelRow } from '#lib/client/models.ts';
import { DeleteModel } from './delete-model.tsx';
import { type EditKind, EditModel } from './edit-model.tsx';
import { columnsWith } from './model-columns.tsx';
import { ModelFlyout } from './model-flyout.tsx';
import { modelDefaults } from './model-list.ts';
import { sourceOptions } from './model-source.ts';
import { isDeployed, stateOptions } from './model-state.ts';
import { allModels, modelsQuery } from './queries.ts';
import { RegisterModel } from './register-model.tsx';
import { useDeploy } from './use-deploy.ts';

const BulkActions = dynamic(() => import('./bulk-actions.tsx').then((file) => file.BulkActions), { ssr: false });
const CopyModel = dynamic(() => import('./copy-model.tsx').then((file) => file.CopyModel), { ssr: false });

const filtersOf = (facets: ModelPage['facets'] | undefined): Filter[] => [
  { id: 'state', label: 'State', options: stateOptions(facets?.state ?? []) },
  { id: 'connector', label: 'Connector', options: facets?.connector ?? [] },
  { id: 'source', label: 'Source', options: sourceOptions(facets?.source ?? []) },
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

const documentation = 'https://docs.opensearch.org/latest/ml-commons-plugin/remote-models/index/';

type ModelsPageProps = {
  /** What the server rendered, and the query it answers. */
  initial: ModelPage;
  initialQuery: ListQuery;
};

type Decision = { kind: EditKind | 'delete' | 'copy'; model: ModelRow };

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
    const ownConnector = row.connector ? undefined : row.source === 'cluster' ? 'It has no connector.' : 'It has a connector of its own.';
    const deployItem = { label: 'Deploy', icon: <IconRocket size={16} aria-hidden />, onClick: () => deploy.change(row, true), refusal };
    const undeployItem = {
      label: 'Undeploy',
      icon: <IconPower size={16} aria-hidden />,
      onClick: () => deploy.change(row, false),
      refusal,
    };
    const changes: RowAction[] = [
      ...(row.state === 'DEPLOYED' || row.state === 'DEPLOYING' ? [] : [deployItem]),
      ...(isDeployed(row.state) ? [undeployItem] : []),
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
    const copy: RowAction = {
      label: 'Copy as…',
      icon: <IconCode size={16} aria-hidden />,
      onClick: () => decide({ kind: 'copy', model: row }),
    };
    const removal: RowAction = {
      label: 'Delete',
      icon: <IconTrash size={16} aria-hidden />,
      onClick: () => decide({ kind: 'delete', model: row }),
      isDangerous: true,
      refusal: row.can.delete !== true && row.can.delete,
    };
    return [...(can('model.update') ? changes : []), copy, ...(can('model.delete') ? [removal] : [])];
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
        {...((can('model.update') || can('model.delete')) && {
          bulkActions: (selection: Selection) => (
            <BulkActions selection={selection} all={() => allModels(state.query)} total={query.data?.total ?? 0} />
          ),
        })}
        empty={
          <EmptyState
            icon={<IconCpu size={32} />}
            actions={
              <>
                {can('model.create') && <Button onClick={startRegister}>Register model</Button>}
                <OutsideLink href={documentation}>Read the documentation</OutsideLink>
              </>
            }
          >
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
      {decision?.kind === 'copy' && <CopyModel opened={isDeciding} model={decision.model} onClose={() => setDeciding(false)} />}
      <EditModel
        opened={isDeciding && (decision?.kind === 'rename' || decision?.kind === 'connector')}
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
