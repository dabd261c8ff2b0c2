'use client';
import { IconHistory } from '@tabler/icons-react';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type MouseEvent, useState } from 'react';
import { DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Filter } from '#components/ui/filters.tsx';
import type { ListDefaults } from '#components/ui/list-state.ts';
import type { Column } from '#components/ui/table-cells.tsx';
import { type TableState, useTableState } from '#components/ui/table-state.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import { type ChangeQuery, type ChangeRow, changeExportPath, listChanges } from '#lib/client/changes.ts';
import css from './activity.module.css';
import { placeOf, timeSpan, withPlace } from './activity-address.ts';
import { ChangedPaths, eventWords, hrefOf } from './change-words.tsx';
import { CursorFooter } from './cursor-footer.tsx';
import { type CursorPage, fullPage, type ShownPage } from './cursor-pages.ts';
import { ExportMenu } from './export-menu.tsx';
import { RunTime } from './run-time.tsx';
import { TimeRange } from './time-range.tsx';
import { useOpen } from './use-open-run.ts';

const ChangeFlyout = dynamic(() => import('./change-flyout.tsx').then((file) => file.ChangeFlyout), { ssr: false });

const changeDefaults: ListDefaults = { sort: '', dir: 'desc', filters: ['kind', 'user', 'range', 'from', 'to', 'cursor', 'way'] };

const standardRange = '30d';

const kinds: Filter = {
  id: 'kind',
  label: 'Object',
  options: [
    { value: 'connector', label: 'Connectors' },
    { value: 'blueprint', label: 'Blueprints' },
    { value: 'settings', label: 'Cluster settings' },
  ],
};

type Wanted = Omit<ChangeQuery, 'cursor' | 'dir' | 'size'>;

function wantedChanges(q: string, values: Record<string, string[]>): Wanted {
  const { kind = [], user = [] } = values;
  return {
    ...(q !== '' && { q }),
    ...(kind.length > 0 && { kind }),
    ...(user.length > 0 && { user }),
    ...timeSpan(values, Date.now()),
  };
}

const changesQuery = (key: unknown, wanted: () => Wanted, values: Record<string, string[]>, size: number) =>
  queryOptions({
    queryKey: ['changes', 'list', key, placeOf(values), size],
    queryFn: ({ signal }) => {
      const of = wanted();
      return fullPage({ ...placeOf(values), size }, (wish): Promise<CursorPage<ChangeRow>> => listChanges({ ...of, ...wish }, { signal }));
    },
    placeholderData: keepPreviousData,
  });

const columnsWith = (open: (id: string) => void): readonly Column<ChangeRow>[] => [
  { id: 'time', header: 'Time', cell: (row) => <ChangeLink row={row} onOpen={open} /> },
  { id: 'event', header: 'What', cell: (row) => eventWords(row) },
  { id: 'object', header: 'Object', cell: ({ object }) => <TextLink href={hrefOf(object)}>{object.name || object.id}</TextLink> },
  { id: 'changed', header: 'Changed', cell: (row) => <ChangedPaths row={row} /> },
  { id: 'by', header: 'By', cell: ({ by }) => by ?? 'unknown' },
];

/** A link, so that it can be sent to somebody; a plain click opens the flyout over the list. */
function ChangeLink({ row, onOpen }: { row: ChangeRow; onOpen: (id: string) => void }) {
  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(row.id);
  };
  return (
    <TextLink href={`/activity?tab=changes&open=${encodeURIComponent(row.id)}`} onClick={click}>
      <span className={css.time}>
        <RunTime at={row.at} />
      </span>
      <span className="studio-visually-hidden">
        , {eventWords(row)} {row.object.name}
      </span>
    </TextLink>
  );
}

/** Who changed what, for administrators. */
export function ChangesTab() {
  const table = useTableState(changeDefaults);
  const [refresh, setRefresh] = useState(0);
  const { id, open, close } = useOpen();
  const { q, size } = table;
  const values: Record<string, string[]> = {
    ...table.filters,
    range: (table.filters.range ?? []).length > 0 ? (table.filters.range ?? []) : [standardRange],
  };
  const { cursor: _, way: __, ...listed } = values;
  const wanted = () => wantedChanges(q, values);
  const query = useQuery({ ...changesQuery({ q, listed }, wanted, values, size), refetchInterval: refresh || false });
  const { data: page, ...asked } = query;
  const change: TableState['change'] = (changes) => table.change({ ...changes, filters: withPlace(changes.filters ?? table.filters) });
  const state: TableState = {
    ...table,
    change,
    isFiltered: q !== '' || (values.kind ?? []).length > 0 || (values.user ?? []).length > 0,
    clearFilters: () => change({ q: '', filters: { ...table.filters, kind: [], user: [] } }),
    refresh,
    setRefresh,
  };
  const users = [...new Set(page?.items.flatMap(({ by }) => (by === null ? [] : [by])))].sort();
  return (
    <>
      <DataTable
        name="changes"
        caption="Changes, newest first"
        noun="changes"
        columns={columnsWith(open)}
        state={state}
        query={{ ...asked, data: page && { total: page.items.length, items: page.items } }}
        rowKey={(row) => row.id}
        rowName={({ object }) => object.name}
        searchLabel="Search by object, user, what changed"
        filters={[kinds, { id: 'user', label: 'User', options: users.map((value) => ({ value })) }]}
        tools={
          <>
            <TimeRange
              values={values}
              standard={standardRange}
              onChange={(chosen) => change({ filters: { ...table.filters, ...chosen } })}
            />
            <ExportMenu hrefOf={(as) => changeExportPath(wanted(), as)} />
          </>
        }
        empty={<EmptyState icon={<IconHistory size={32} />}>Nothing was changed in this time.</EmptyState>}
        footer={
          page ? <Footer state={state} page={page} onGo={(place) => table.change({ filters: withPlace(table.filters, place) })} /> : null
        }
      />
      <ChangeFlyout id={id} onClose={close} />
    </>
  );
}

type FooterProps = { state: TableState; page: ShownPage<ChangeRow>; onGo: (place?: { cursor?: string; dir?: 'newer' }) => void };

function Footer({ state, page: { items, isNewest, next_cursor, newer_cursor }, onGo }: FooterProps) {
  const [newest, oldest] = [items[0], items.at(-1)];
  if (isNewest && items.length === 0 && next_cursor === null) return null;
  return (
    <CursorFooter
      size={state.size}
      onSize={(size) => state.change({ size })}
      onNewest={isNewest ? undefined : () => onGo()}
      onNewer={isNewest ? undefined : () => onGo(newer_cursor === null ? undefined : { cursor: newer_cursor, dir: 'newer' })}
      onOlder={next_cursor === null ? undefined : () => onGo({ cursor: next_cursor })}
    >
      {newest && oldest && (
        <>
          {items.length} {items.length === 1 ? 'change' : 'changes'}, <RunTime at={newest.at} /> to <RunTime at={oldest.at} />
        </>
      )}
    </CursorFooter>
  );
}
