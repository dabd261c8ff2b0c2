'use client';
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { StaleCallout } from '#components/ui/stale-callout.tsx';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';
import { BlueprintCard } from './blueprint-card.tsx';
import css from './blueprint-gallery.module.css';
import {
  type FilterName,
  filterLabels,
  filterNames,
  type GalleryFilters,
  hasFilters,
  readFilters,
  valueLabel,
  writeFilters,
} from './gallery-filters.ts';
import { blueprintsQuery } from './queries.ts';

const searchDelay = 300; // milliseconds

/** Ready-made connector definitions, with filters that stand in the URL. */
export function BlueprintGallery({ initial, initialSearch }: { initial: BlueprintList; initialSearch: string }) {
  const can = useCan();
  const router = useRouter();
  const pathname = usePathname();
  const filters = readFilters(useSearchParams());
  const search = writeFilters(filters);
  const list = useQuery(blueprintsQuery(filters, search === initialSearch ? initial : undefined));
  const change = (changes: Partial<GalleryFilters>) => {
    const next = writeFilters({ ...filters, ...changes });
    router.replace(next ? `${pathname}?${next}` : pathname, { scroll: false });
  };
  const clear = () => router.replace(pathname, { scroll: false });
  return (
    <div className={css.gallery}>
      <div className={css.toolbar}>
        <SearchBox key={filters.q === '' ? 'empty' : 'filled'} q={filters.q} onSearch={(q) => change({ q })} />
        <Select
          label="Sort"
          data={[
            { value: 'used', label: 'Most used' },
            { value: 'title', label: 'Title' },
          ]}
          value={filters.sort}
          onChange={(sort) => change({ sort: sort === 'title' ? 'title' : 'used' })}
          allowDeselect={false}
          className={css.sort}
        />
      </div>
      <div className={css.columns}>
        {list.data && <Filters facets={list.data.facets} filters={filters} onChange={change} onClear={clear} />}
        <div className={css.results} aria-busy={list.isFetching && list.isPlaceholderData}>
          {list.error && list.data && <StaleCallout loadedAt={list.dataUpdatedAt} error={list.error} onRetry={() => list.refetch()} />}
          {list.error && !list.data && (
            <ErrorState error={list.error} title="Could not load the blueprints." onRetry={() => list.refetch()} />
          )}
          {!list.data && !list.error && <TableSkeleton />}
          {list.data && (
            <>
              <p className={css.count} role="status">
                {list.data.total === 1 ? '1 blueprint' : `${list.data.total} blueprints`}
              </p>
              <div className={css.cards}>
                {list.data.blueprints.map((blueprint) => (
                  <BlueprintCard key={blueprint.id} blueprint={blueprint} mayCreate={can('connector.create')} />
                ))}
              </div>
              {list.data.total === 0 && <NoMatch filters={filters} onClear={clear} />}
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const [typed, setTyped] = useState(q);
  const box = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback(onSearch, searchDelay);
  useShortcut('/', 'Search', () => box.current?.focus());
  const { cancel } = search;
  useEffect(() => {
    // Writing the address now would call back the page that a link has just begun to open.
    const leave = (event: MouseEvent) => event.target instanceof Element && event.target.closest('a[href]') && cancel();
    document.addEventListener('click', leave, true);
    return () => document.removeEventListener('click', leave, true);
  }, [cancel]);
  const type = (text: string) => {
    setTyped(text);
    search(text);
  };
  return (
    <TextInput
      ref={box}
      type="search"
      label="Search provider, model, task"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && type('')}
      className={css.search}
    />
  );
}

type FiltersProps = {
  facets: BlueprintList['facets'];
  filters: GalleryFilters;
  onChange: (changes: Partial<GalleryFilters>) => void;
  onClear: () => void;
};

function Filters({ facets, filters, onChange, onClear }: FiltersProps) {
  const [isOpen, setOpen] = useState(false); // matters on narrow screens only, where the filters fold
  const chosen = filterNames.reduce((sum, name) => sum + filters[name].length, 0);
  const toggle = (name: FilterName, value: string) => {
    const values = filters[name];
    onChange({ [name]: values.includes(value) ? values.filter((one) => one !== value) : [...values, value] });
  };
  return (
    <aside aria-label="Filters">
      <Button variant="default" fullWidth className={css.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {chosen > 0 ? `Filters (${chosen})` : 'Filters'}
      </Button>
      <div className={css.filters} data-open={isOpen}>
        {filterNames.map((name) => (
          <FilterGroup key={name} name={name} facets={facets[name]} chosen={filters[name]} onToggle={(value) => toggle(name, value)} />
        ))}
        {hasFilters(filters) && (
          <Button variant="subtle" onClick={onClear}>
            Clear filters
          </Button>
        )}
      </div>
    </aside>
  );
}

const mostValues = 8; // of a filter, before the rest is asked for

type FilterGroupProps = {
  name: FilterName;
  facets: BlueprintList['facets'][FilterName];
  chosen: readonly string[];
  onToggle: (value: string) => void;
};

/** The values of one filter, the most frequent first; a chosen one never folds away. */
function FilterGroup({ name, facets, chosen, onToggle }: FilterGroupProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? facets : facets.filter(({ value }, index) => index < mostValues || chosen.includes(value));
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>{filterLabels[name]}</legend>
      {shown.map(({ value, count }) => (
        <Checkbox
          key={value}
          label={`${valueLabel(name, value)} (${count})`}
          checked={chosen.includes(value)}
          onChange={() => onToggle(value)}
        />
      ))}
      {facets.length > mostValues && (
        <Button variant="subtle" size="compact-sm" className={css.rest} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show all ${facets.length}`}
        </Button>
      )}
    </fieldset>
  );
}

function NoMatch({ filters, onClear }: { filters: GalleryFilters; onClear: () => void }) {
  return (
    <EmptyState icon={<IconTemplate size={32} />} actions={<Button onClick={onClear}>Clear filters</Button>}>
      {filters.q ? `Nothing for "${filters.q}".` : 'No blueprints match these filters.'}
    </EmptyState>
  );
}
