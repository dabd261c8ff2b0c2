'use client';
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import css from './filter-bar.module.css';
import { type Filter, FilterButton, FilterFlyout } from './filters.tsx';
import { useShortcut } from './shortcuts.tsx';

type FilterBarProps = {
  /** *Search by name, host, id* */
  searchLabel: string;
  q: string;
  onSearch: (q: string) => void;
  filters?: readonly Filter[];
  values?: Readonly<Record<string, string[]>>;
  onFilter?: (id: string, values: string[]) => void;
  /** At the right: refresh, columns, density, views. */
  children?: ReactNode;
};

const patience = 300; // milliseconds after the last key

/** Search and filters above a list. `/` focuses the search, Esc clears it. */
export function FilterBar({ searchLabel, q, onSearch, filters = [], values = {}, onFilter = () => {}, children }: FilterBarProps) {
  return (
    <search className={css.bar}>
      <Search label={searchLabel} q={q} onSearch={onSearch} />
      <div className={css.filters}>
        {filters.map((filter) => (
          <FilterButton key={filter.id} filter={filter} selected={values[filter.id] ?? []} onChange={(next) => onFilter(filter.id, next)} />
        ))}
      </div>
      {filters.length > 0 && (
        <div className={css.narrow}>
          <FilterFlyout filters={filters} values={values} onFilter={onFilter} />
        </div>
      )}
      {children && <div className={css.end}>{children}</div>}
    </search>
  );
}

function Search({ label, q, onSearch }: { label: string; q: string; onSearch: (q: string) => void }) {
  const [text, setText] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(q);
  useShortcut('/', 'Search', () => {
    input.current?.focus();
    input.current?.select(); // what is typed replaces the search before
  });
  // The address changed by itself: the back button, a cleared filter.
  useEffect(() => {
    if (q !== asked.current) setText(q);
    asked.current = q;
  }, [q]);
  useEffect(() => {
    if (text === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = text;
      onSearch(text);
    }, patience);
    // Writing the address now would call back the page that a link has just begun to open.
    const leave = (event: MouseEvent) => event.target instanceof Element && event.target.closest('a[href]') && clearTimeout(timer);
    document.addEventListener('click', leave, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('click', leave, true);
    };
  }, [text, onSearch]);
  const clear = () => {
    setText('');
    input.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || text === '') return;
    event.preventDefault();
    setText('');
  };
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={label}
      placeholder={label}
      className={css.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text !== '' && <CloseButton size={24} aria-label="Clear the search" onClick={clear} />}
      value={text}
      onKeyDown={press}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
