'use client';
import { Button } from '@mantine/core';
import { IconActivity, IconArrowsDiff, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Filter } from '#components/ui/filters.tsx';
import { RowActions } from '#components/ui/row-actions.tsx';
import type { RunRow } from '#lib/client/runs.ts';
import { runExportPath } from '#lib/client/runs.ts';
import css from './activity.module.css';
import { CursorFooter } from './cursor-footer.tsx';
import { ExportMenu } from './export-menu.tsx';
import { mostNews } from './queries.ts';
import { runColumns } from './run-columns.tsx';
import { targetName } from './run-outcome.tsx';
import { RunTime } from './run-time.tsx';
import type { RunList } from './use-run-list.ts';

type RunTableProps = {
  list: RunList;
  filters: readonly Filter[];
  onOpen: (id: string, part?: 'compare' | 'again') => void;
  /** Leaves out what all the runs have in common. */
  isOfOne?: boolean;
  empty: ReactNode;
};

/** Runs, newest first, with the way to older and newer ones. */
export function RunTable({ list, filters, onOpen, isOfOne = false, empty }: RunTableProps) {
  const { state, page, query, news, go } = list;
  const { data: _, ...asked } = query;
  const isCut = page !== undefined && page.items.length === 0 && page.next_cursor !== null;
  return (
    <DataTable
      name={isOfOne ? 'runs of one' : 'runs'}
      caption="Runs, newest first"
      noun="runs"
      columns={runColumns(onOpen, { isOfOne })}
      state={isCut ? { ...state, isFiltered: false } : state}
      query={{ ...asked, data: page && { total: page.items.length, items: page.items } }}
      rowKey={({ run_id }) => run_id}
      rowName={targetName}
      searchLabel="Search by id, user, text"
      filters={filters}
      tools={<ExportMenu hrefOf={(as) => runExportPath(list.filter(), as)} />}
      notice={news > 0 && <News list={list} />}
      rowActions={(run) => <Actions run={run} onOpen={onOpen} />}
      empty={isCut ? <LookFurther onLook={() => go({ cursor: page.next_cursor ?? '' })} /> : empty}
      footer={page ? <Footer list={list} items={page.items} /> : null}
    />
  );
}

function News({ list: { news, showNews } }: { list: RunList }) {
  const announce = useAnnounce();
  const words = news >= mostNews ? `${mostNews}+ new` : `${news} new`;
  const show = () => {
    showNews();
    announce(`${words} runs`);
  };
  return (
    <div className={css.news}>
      <Button size="compact-sm" onClick={show}>
        {words}
      </Button>
    </div>
  );
}

function Actions({ run, onOpen }: { run: RunRow; onOpen: RunTableProps['onOpen'] }) {
  const name = `the run of ${targetName(run)}`;
  return (
    <RowActions
      name={name}
      primary={{
        label: 'Open in playground',
        icon: <IconPlayerPlay size={16} aria-hidden />,
        href: `/playground?run=${encodeURIComponent(run.run_id)}`,
      }}
      items={[
        { label: 'Open', icon: <IconActivity size={16} aria-hidden />, onClick: () => onOpen(run.run_id) },
        { label: 'Send again', icon: <IconSend size={16} aria-hidden />, onClick: () => onOpen(run.run_id, 'again') },
        { label: 'Compare with previous', icon: <IconArrowsDiff size={16} aria-hidden />, onClick: () => onOpen(run.run_id, 'compare') },
      ]}
    />
  );
}

const LookFurther = ({ onLook }: { onLook: () => void }) => (
  <EmptyState
    actions={
      <Button variant="default" onClick={onLook}>
        Look at older runs
      </Button>
    }
  >
    None of the newest runs match these filters. Older ones may.
  </EmptyState>
);

function Footer({ list: { state, page, go }, items }: { list: RunList; items: readonly RunRow[] }) {
  const [newest, oldest] = [items[0], items.at(-1)];
  const { newer_cursor = null, next_cursor = null, isNewest = true } = page ?? {};
  if (isNewest && items.length === 0 && next_cursor === null) return null;
  return (
    <CursorFooter
      size={state.size}
      onSize={(size) => state.change({ size })}
      onNewest={isNewest ? undefined : () => go()}
      onNewer={isNewest ? undefined : () => go(newer_cursor === null ? undefined : { cursor: newer_cursor, dir: 'newer' })}
      onOlder={next_cursor === null ? undefined : () => go({ cursor: next_cursor })}
    >
      {newest && oldest ? (
        <>
          {items.length} {items.length === 1 ? 'run' : 'runs'}, <RunTime at={newest.finished_at} /> to <RunTime at={oldest.finished_at} />
        </>
      ) : (
        'No runs here'
      )}
    </CursorFooter>
  );
}
