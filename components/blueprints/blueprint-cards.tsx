'use client';
import { Button, Select } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { FilterBar } from '#components/ui/filter-bar.tsx';
import { type Filter, FilterChoices, FilterFlyout } from '#components/ui/filters.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { StaleCallout } from '#components/ui/stale-callout.tsx';
import type { TableState } from '#components/ui/table-state.ts';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';
import { BlueprintCard } from './blueprint-card.tsx';
import css from './blueprint-cards.module.css';
import { filtersOf, orders, sortRows } from './gallery-list.ts';

export type GalleryViewProps = {
  state: TableState;
  list: UseQueryResult<BlueprintList>;
  /** Cards or table. */
  views: ReactNode;
  /** In place of rows when none fits. */
  none: ReactNode;
};

/** The gallery as cards, with the filters beside them. */
export function BlueprintCards({ state, list, views, none }: GalleryViewProps) {
  const can = useCan();
  const { data, error } = list;
  const filters = filtersOf(data?.facets);
  const results = useRef<HTMLDivElement>(null);
  useCardKeys(results);
  const change = (id: string, values: string[]) => state.change({ filters: { ...state.filters, [id]: values } });
  return (
    <div className={css.gallery}>
      <FilterBar searchLabel="Search provider, model, task" q={state.q} onSearch={(q) => state.change({ q })}>
        <div className={css.tools}>
          <span className={css.narrow}>
            <FilterFlyout filters={filters} values={state.filters} onFilter={change} />
          </span>
          <OrderSelect state={state} />
          {views}
        </div>
      </FilterBar>
      <div className={css.columns}>
        <aside aria-label="Filters" className={css.filters}>
          {filters.map((filter) => (
            <FilterGroup
              key={filter.id}
              filter={filter}
              selected={state.filters[filter.id] ?? []}
              onChange={(values) => change(filter.id, values)}
            />
          ))}
          {state.isFiltered && (
            <Button variant="subtle" onClick={state.clearFilters}>
              Clear filters
            </Button>
          )}
        </aside>
        <div ref={results} className={css.results} aria-busy={list.isFetching && list.isPlaceholderData}>
          {error && data && <StaleCallout loadedAt={list.dataUpdatedAt} error={error} onRetry={() => void list.refetch()} />}
          {error && !data && <ErrorState error={error} title="Could not load the blueprints." onRetry={() => void list.refetch()} />}
          {!data && !error && <TableSkeleton label="Loading the blueprints" />}
          {data && (
            <p className={css.count} role="status">
              {data.total === 1 ? '1 blueprint' : `${data.total} blueprints`}
            </p>
          )}
          {data && data.total > 0 && (
            <div className={css.cards}>
              {sortRows(data.blueprints, state.sort, state.dir).map((blueprint) => (
                <BlueprintCard key={blueprint.id} blueprint={blueprint} mayCreate={can('connector.create')} />
              ))}
            </div>
          )}
          {data?.total === 0 && none}
        </div>
      </div>
    </div>
  );
}

/** j and k move between the cards' titles, as they do in a table; Enter is the link's own. */
function useCardKeys(cards: RefObject<HTMLElement | null>) {
  const move = (step: number) => {
    const titles = [...(cards.current?.querySelectorAll<HTMLElement>('article h2 a') ?? [])];
    const here = titles.findIndex((title) => title.closest('article')?.contains(document.activeElement));
    titles[Math.min(titles.length - 1, Math.max(0, here + step))]?.focus();
  };
  useShortcut('j', 'Next blueprint', () => move(1));
  useShortcut('k', 'Blueprint before', () => move(-1));
}

function OrderSelect({ state }: { state: TableState }) {
  const order = orders.find(({ value }) => value === state.sort) ?? orders[0];
  return (
    <Select
      aria-label="Sort"
      leftSection={<span className={css.orderLabel}>Sort:</span>}
      leftSectionWidth={48}
      className={css.order}
      data={orders.map(({ value, label }) => ({ value, label }))}
      value={order.value}
      onChange={(value) => {
        const next = orders.find((one) => one.value === value) ?? orders[0];
        state.change({ sort: next.value, dir: next.dir });
      }}
      allowDeselect={false}
    />
  );
}

const mostValues = 8; // of a filter, before the rest is asked for

type FilterGroupProps = { filter: Filter; selected: readonly string[]; onChange: (values: string[]) => void };

/** The values of one filter, the most frequent first; a chosen one never folds away. */
function FilterGroup({ filter, selected, onChange }: FilterGroupProps) {
  const [isWhole, setWhole] = useState(false);
  const { label, options } = filter;
  const shown = isWhole ? options : options.filter(({ value }, index) => index < mostValues || selected.includes(value));
  return (
    <section className={css.group}>
      <h2 className={css.legend}>{label}</h2>
      <FilterChoices filter={{ ...filter, options: shown }} selected={selected} onChange={onChange} />
      {options.length > mostValues && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={css.rest}
          aria-expanded={isWhole}
          aria-label={isWhole ? `Show fewer: ${label}` : `Show all ${options.length}: ${label}`}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Show fewer' : `Show all ${options.length}`}
        </Button>
      )}
    </section>
  );
}
