'use client';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconClipboardText, IconFile, IconFileImport, IconPlugConnected, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { connectorsQuery } from '#components/connectors/queries.ts';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import css from './blueprint-sources.module.css';

const ImportFlyout = dynamic(() => import('./import-flyout.tsx').then((file) => file.ImportFlyout), { ssr: false });

const patience = 300; // milliseconds after the last key
const most = 8;

/** Where a new blueprint comes from. */
export function BlueprintSources({ paste }: { /** Opens what reads a cURL example. */ paste: ReactNode }) {
  const [isImporting, setImporting] = useState<boolean>(); // undefined until it was ever opened
  return (
    <div className={css.cards}>
      <Panel
        id="from-connector"
        title={
          <span className={css.title}>
            <IconPlugConnected size={20} aria-hidden /> From a connector
          </span>
        }
        description="One that works. Its parameters become questions; its secrets stay where they are."
      >
        <Connectors />
      </Panel>
      <div className={css.stack}>
        <Panel
          id="from-paste"
          title={
            <span className={css.title}>
              <IconClipboardText size={20} aria-hidden /> Paste anything
            </span>
          }
          description="A cURL example of a provider, a Dev Tools request, code. Save as blueprint stands beside what was recognised."
        >
          {paste}
        </Panel>
        <Panel
          id="from-file"
          title={
            <span className={css.title}>
              <IconFileImport size={20} aria-hidden /> From a file
            </span>
          }
          description="A blueprint file, or the JSON of a connector."
        >
          <Button variant="default" onClick={() => setImporting(true)}>
            Import file
          </Button>
        </Panel>
        <Panel
          id="from-blank"
          title={
            <span className={css.title}>
              <IconFile size={20} aria-hidden /> Blank
            </span>
          }
          description="An empty form."
        >
          <LinkButton href="/blueprints/new?blank=1" variant="default">
            Start from blank
          </LinkButton>
          <p className={css.more}>
            To change a built-in one, open it <TextLink href="/blueprints">in the gallery</TextLink> and fork it.
          </p>
        </Panel>
      </div>
      {isImporting !== undefined && <ImportFlyout opened={isImporting} onClose={() => setImporting(false)} />}
    </div>
  );
}

function Connectors() {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), patience);
  const { data, error, refetch } = useQuery(connectorsQuery({ q, size: 10, sort: 'last_updated_time', dir: 'desc' }));
  return (
    <>
      <TextInput
        type="search"
        aria-label="Search by name, host, id"
        placeholder="Search by name, host, id"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={css.results} aria-live="polite">
        {error && !data && <ErrorState error={error} title="Could not load the connectors." onRetry={() => void refetch()} />}
        {!data && !error && <FormSkeleton fields={3} label="Loading connectors" />}
        {data?.total === 0 && <p className={css.note}>{q ? `Nothing for “${q}”.` : 'There are no connectors yet.'}</p>}
        {data && data.total > 0 && (
          <ul className={css.list}>
            {data.items.slice(0, most).map(({ connector_id, name, host }) => (
              <li key={connector_id} className={css.item}>
                <TextLink href={`/blueprints/new?from=${encodeURIComponent(connector_id)}`}>{name}</TextLink>
                <span className={css.note} translate="no">
                  {host}
                </span>
              </li>
            ))}
          </ul>
        )}
        {data && data.total > most && <p className={css.more}>{data.total - most} more: search.</p>}
      </div>
    </>
  );
}
