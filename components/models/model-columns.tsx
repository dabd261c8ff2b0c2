'use client';
import type { MouseEvent } from 'react';
import { IdText } from '#components/ui/id-text.tsx';
import type { Column } from '#components/ui/table-cells.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import { LastRun } from './last-run.tsx';
import { ModelChip } from './model-chip.tsx';
import { sourceWords } from './model-source.ts';
import css from './models-page.module.css';

/** @param open leads to one model */
export const columnsWith = (open: (id: string) => void): readonly Column<ModelRow>[] => [
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
  { id: 'action_types', header: 'Action types', cell: ({ action_types }) => <span translate="no">{action_types.join(', ')}</span> },
  { id: 'last_run', header: 'Last run', isSortable: true, cell: ({ last_run }) => last_run && <LastRun run={last_run} /> },
  { id: 'last_updated_time', header: 'Updated', isSortable: true, cell: (row) => <TimeAgo at={row.last_updated_time} /> },
  { id: 'id', header: 'Id', isSortable: true, cell: ({ model_id }) => <IdText id={model_id} label="Copy model id" /> },
  { id: 'source', header: 'Source', isExtra: true, cell: ({ source }) => sourceWords[source] },
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
