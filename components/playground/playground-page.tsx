'use client';
import { Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { useCan } from '#components/shell/session.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { Playground } from './playground.tsx';
import css from './playground-page.module.css';
import { chosenQuery, examplesQuery, targetsQuery } from './queries.ts';

export type Chosen = { connector?: string; model?: string };

/** The playground on its own page: what is tried stands in the URL, so that a link leads a colleague to it. */
export function PlaygroundPage({ connector, model }: Chosen) {
  const can = useCan();
  const chosen = useQuery(chosenQuery({ connector, model }));
  const examples = useQuery(examplesQuery(chosen.data?.blueprint));
  const chooser = <TargetChooser connector={connector} model={model} />;
  if (!connector && !model) {
    return (
      <>
        <div className={css.chooser}>{chooser}</div>
        <EmptyState
          icon={<IconPlayerPlay size={32} />}
          actions={
            <>
              <LinkButton href="/connectors">Choose a connector</LinkButton>
              <LinkButton href="/blueprints" variant="default">
                Choose a blueprint
              </LinkButton>
            </>
          }
        >
          Pick a connector or a blueprint to start.
        </EmptyState>
      </>
    );
  }
  if (chosen.error) {
    return (
      <>
        <div className={css.chooser}>{chooser}</div>
        <ErrorState error={chosen.error} title="Could not load what you want to try." onRetry={() => chosen.refetch()} />
      </>
    );
  }
  // Examples become the first input, so they are waited for where there are some.
  if (!chosen.data || (chosen.data.blueprint && examples.isPending)) return <FormSkeleton fields={6} label="Loading the playground" />;
  const target = JSON.stringify(model ? { model_id: model } : { connector_id: connector });
  return (
    <Playground
      key={target}
      target={target}
      definition={chosen.data.definition}
      examples={examples.data?.examples ?? []}
      maySend={can('predict.send')}
      chooser={chooser}
      {...(chosen.data.connector_id && { connectorId: chosen.data.connector_id })}
    />
  );
}

function TargetChooser({ connector, model }: Chosen) {
  const router = useRouter();
  const pathname = usePathname();
  const targets = useQuery(targetsQuery);
  const options = targets.data ?? { connectors: [], models: [] };
  const choose = (value: string | null) => value && router.replace(`${pathname}?${value}`, { scroll: false });
  return (
    <Select
      label="Target"
      placeholder="Connector or model"
      searchable
      nothingFoundMessage={targets.isPending ? 'Loading…' : 'Nothing of that name'}
      data={[
        {
          group: 'Connectors',
          items: options.connectors.map(({ connector_id, name }) => ({ value: `connector=${connector_id}`, label: name })),
        },
        { group: 'Models', items: options.models.map(({ model_id, name }) => ({ value: `model=${model_id}`, label: name })) },
      ]}
      value={model ? `model=${model}` : connector ? `connector=${connector}` : null}
      onChange={choose}
      allowDeselect={false}
      className={css.target}
    />
  );
}
