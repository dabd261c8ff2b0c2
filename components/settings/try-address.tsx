'use client';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconCircleX, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { UrlVerdict } from '#lib/settings/check-trusted-endpoints.ts';
import { trustCheckQuery } from './queries.ts';
import css from './try-address.module.css';

type TryAddressProps = {
  /** As on the screen, unsaved changes included. */
  patterns: readonly string[];
  url: string;
  onUrl: (url: string) => void;
  /** Left out for those who may not change the list. */
  onAdd: ((pattern: string) => void) | undefined;
};

const patience = 300; // milliseconds after the last key

/** What the list on the screen says about an address. */
export function useTriedAddress(patterns: readonly string[], url: string) {
  const [settled] = useDebouncedValue(url.trim(), patience);
  const check = useQuery({ ...trustCheckQuery({ patterns: [...patterns], url: settled }), enabled: settled !== '' });
  const isCurrent = settled !== '' && settled === url.trim() && !check.isPlaceholderData;
  return { verdict: isCurrent ? check.data?.url : undefined, error: settled === '' ? null : check.error };
}

/** An address to hold against the list: who lets it through, or where the nearest pattern breaks off. */
export function TryAddress({ patterns, url, onUrl, onAdd }: TryAddressProps) {
  const { verdict, error } = useTriedAddress(patterns, url);
  return (
    <section className={css.box} aria-label="Try an address">
      <TextInput
        label="Try an address"
        description="Nothing is called; the address is only held against the patterns above."
        placeholder="https://api.example.com/v1/embed"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        translate="no"
        classNames={{ input: css.url }}
        value={url}
        onChange={(event) => onUrl(event.currentTarget.value)}
      />
      <div className={css.answer} role="status">
        {error && <Line isGood={false}>The address could not be checked. {error.message}</Line>}
        {verdict && <Answer url={url.trim()} verdict={verdict} onAdd={onAdd} />}
      </div>
    </section>
  );
}

function Line({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  const Icon = isGood ? IconCircleCheck : IconCircleX;
  return (
    <p className={css.line} data-good={isGood || undefined}>
      <Icon size={16} aria-hidden className={css.icon} />
      <span>{children}</span>
    </p>
  );
}

function Answer({ url, verdict, onAdd }: { url: string; verdict: UrlVerdict; onAdd: TryAddressProps['onAdd'] }) {
  const { trusted_by, unpinned_by, stops_at, suggestion } = verdict;
  if (trusted_by !== null) return <Line isGood>Trusted by pattern {trusted_by + 1}.</Line>;
  return (
    <>
      {unpinned_by === undefined ? (
        <Line isGood={false}>
          No pattern matches.
          {stops_at && (
            <>
              {' '}
              Pattern {stops_at.pattern + 1} stops at{' '}
              <code translate="no" className={css.address}>
                {url.slice(0, stops_at.length)}
                <mark className={css.rest}>{url.slice(stops_at.length)}</mark>
              </code>
            </>
          )}
        </Line>
      ) : (
        <Line isGood={false}>
          Pattern {unpinned_by + 1} matches only thanks to text after the host, so the call is refused. Write the host into a pattern.
        </Line>
      )}
      {suggestion && onAdd && (
        <Button variant="light" leftSection={<IconPlus size={16} aria-hidden />} className={css.add} onClick={() => onAdd(suggestion)}>
          <span>
            Add <code translate="no">{suggestion}</code>
          </span>
        </Button>
      )}
      {!suggestion && <p className={css.hint}>An address begins with https:// or http:// and has a host.</p>}
    </>
  );
}
