'use client';
import { Button, SegmentedControl } from '@mantine/core';
import { IconLayoutGrid, IconTable, IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useCan } from '#components/shell/session.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useGo } from '#components/ui/leave.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { usePreferences } from '#components/ui/preferences.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { type TableState, useTableState } from '#components/ui/table-state.ts';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import { BlueprintCards } from './blueprint-cards.tsx';
import { galleryDefaults, galleryQuery } from './gallery-list.ts';
import { blueprintsQuery } from './queries.ts';

const BlueprintTable = dynamic(() => import('./blueprint-table.tsx').then((file) => file.BlueprintTable), {
  loading: () => <TableSkeleton label="Loading the table" />,
});

type BlueprintGalleryProps = {
  /** What the server rendered, and the query it answers. */
  initial: BlueprintList;
  initialQuery: ListQuery;
};

/** Ready-made connector definitions, as cards or as a table; what is searched and chosen stands in the address. */
export function BlueprintGallery({ initial, initialQuery }: BlueprintGalleryProps) {
  const can = useCan();
  const go = useGo();
  const state = useTableState(galleryDefaults);
  const asked = galleryQuery(state);
  const isFirst = JSON.stringify(asked) === JSON.stringify(initialQuery);
  const list = useQuery({ ...blueprintsQuery(asked), ...(isFirst && { initialData: initial }), refetchInterval: state.refresh || false });
  const [view, setView] = useView();
  useShortcut('c', 'Create blueprint', () => go('/blueprints/new'), { enabled: can('blueprint.create') });
  const shared = { state, list, views: <ViewSwitch view={view} onSwitch={setView} />, none: <NoMatch state={state} /> };
  return view === 'table' ? <BlueprintTable {...shared} /> : <BlueprintCards {...shared} />;
}

type View = 'cards' | 'table';
const viewKey = 'blueprints view';

/** Cards or table, kept with the account. */
function useView(): [View, (view: View) => void] {
  const { preferences, change } = usePreferences();
  const { tables = {} } = preferences;
  const view = Object.hasOwn(tables, viewKey) && tables[viewKey] === 'table' ? 'table' : 'cards';
  return [view, (next) => change({ tables: { ...tables, [viewKey]: next } })];
}

const viewOptions = [
  { value: 'cards', icon: IconLayoutGrid, label: 'Cards' },
  { value: 'table', icon: IconTable, label: 'Table' },
];

function ViewSwitch({ view, onSwitch }: { view: View; onSwitch: (view: View) => void }) {
  return (
    <SegmentedControl
      aria-label="View"
      value={view}
      onChange={(next) => onSwitch(next === 'table' ? 'table' : 'cards')}
      data={viewOptions.map(({ value, icon: Icon, label }) => ({
        value,
        label: (
          <span title={label}>
            <Icon size={16} aria-hidden style={{ display: 'block', marginBlock: 2 }} />
            <span className="studio-visually-hidden">{label}</span>
          </span>
        ),
      }))}
    />
  );
}

function NoMatch({ state: { q, filters, clearFilters } }: { state: TableState }) {
  const can = useCan();
  const isOnlySearch = Object.values(filters).every((values) => values.length === 0);
  const clear = (
    <Button variant="default" onClick={clearFilters}>
      Clear filters
    </Button>
  );
  if (!q) return <EmptyState actions={clear}>No blueprints match these filters.</EmptyState>;
  return (
    <EmptyState
      icon={<IconTemplate size={32} />}
      actions={
        <>
          {can('blueprint.create') && (
            <LinkButton href={`/blueprints/new?title=${encodeURIComponent(q)}`}>Create a blueprint for it</LinkButton>
          )}
          {clear}
        </>
      }
    >
      Nothing for "{q}"{isOnlySearch ? '.' : ' with these filters.'}
    </EmptyState>
  );
}
