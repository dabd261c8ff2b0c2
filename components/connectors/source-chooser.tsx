'use client';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconClipboardText, IconFile, IconSearch, IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PasteButton } from '#components/paste/paste-button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';
import { providerName } from '#lib/blueprints/provider-names.ts';
import { blueprintsQuery } from './queries.ts';
import css from './source-chooser.module.css';
import { sourceCount } from './source-count.ts';

const patience = 300; // milliseconds after the last key

type SourceChooserProps = {
  /** Blueprints to begin with. */
  initial: BlueprintList;
  /** The page was opened to paste something. */
  isPasting?: boolean;
};

/** Where a new connector comes from. */
export function SourceChooser({ initial, isPasting = false }: SourceChooserProps) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), patience);
  const query = useQuery({ ...blueprintsQuery(q), ...(q === '' && { initialData: initial }) });
  const { data, error, refetch } = query;
  return (
    <div className={css.cards}>
      <Panel
        title={
          <span className={css.title}>
            <IconTemplate size={20} aria-hidden /> From a blueprint
          </span>
        }
        description="A ready-made definition; you fill in the key."
        id="from-blueprint"
      >
        <TextInput
          type="search"
          aria-label="Search provider, model, task"
          placeholder="Search provider, model, task"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={css.results} aria-live="polite">
          {error && <ErrorState error={error} title="Could not load the blueprints." onRetry={refetch} />}
          {!data && !error && <FormSkeleton fields={4} label="Loading blueprints" />}
          {data?.total === 0 && <p className={css.note}>Nothing for “{q}”.</p>}
          {data && data.total > 0 && (
            <ul className={css.list}>
              {data.blueprints.slice(0, sourceCount).map(({ id, title, summary, provider }) => (
                <li key={id} className={css.item}>
                  <TextLink href={`/connectors/new?blueprint=${id}`}>{title}</TextLink>
                  <span className={css.note}>
                    {providerName(provider)} · {summary}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {data && data.total > sourceCount && (
            <p className={css.more}>
              {data.total - sourceCount} more: search, or <TextLink href="/blueprints">browse all blueprints</TextLink>.
            </p>
          )}
        </div>
      </Panel>
      <div className={css.others}>
        <Panel
          title={
            <span className={css.title}>
              <IconClipboardText size={20} aria-hidden /> Paste anything
            </span>
          }
          description="A cURL example, a Dev Tools request, code, a file."
          id="paste"
        >
          <p className={css.words}>Out of documentation or a terminal. You see what is made of it before the form is filled.</p>
          <PasteButton isOpenAtOnce={isPasting} />
        </Panel>
        <Panel
          title={
            <span className={css.title}>
              <IconFile size={20} aria-hidden /> Blank
            </span>
          }
          description="An empty form, or JSON that you have already."
          id="blank"
        >
          <p className={css.words}>For a service that no blueprint knows. You give the address, the headers and the body.</p>
          <LinkButton href="/connectors/new?blank=1" variant="default">
            Start from blank
          </LinkButton>
        </Panel>
      </div>
    </div>
  );
}
