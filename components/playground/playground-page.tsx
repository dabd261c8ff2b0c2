'use client';
import { Tabs } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Activity, type ReactNode, useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { mostTargets } from './compared-target.ts';
import { definitionOfDraft, type KeptRun } from './kept-run.ts';
import { Playground } from './playground.tsx';
import css from './playground-page.module.css';
import { chosenQuery, examplesQuery, keptRunQuery } from './queries.ts';
import { type TargetKey, TargetSelect } from './target-select.tsx';

const Compare = dynamic(() => import('./compare.tsx'), { loading: () => <FormSkeleton fields={6} label="Loading the comparison" /> });

// Not painted by the server: what somebody pastes before the browser has taken the page over would be lost.
const Batch = dynamic(() => import('./batch/batch.tsx'), {
  ssr: false,
  loading: () => <FormSkeleton fields={6} label="Loading the batch" />,
});

export type Chosen = { connector?: string; model?: string; run?: string };

/** The playground on its own page: what is tried stands in the URL, so that a link leads a colleague to it. */
function PlaygroundPage({ run, ...given }: Chosen) {
  const can = useCan();
  const kept = useQuery(keptRunQuery(run));
  const { connector, model } = kept.data ? targetOf(kept.data) : given;
  const chosen = useQuery(chosenQuery({ connector, model }));
  const examples = useQuery(examplesQuery(chosen.data?.blueprint));
  const chooser = <TargetChooser connector={connector} model={model} />;
  if (run && kept.isPending) return <FormSkeleton fields={6} label="Loading the run" />;
  if (kept.error) {
    return (
      <>
        <div className={css.chooser}>{chooser}</div>
        <ErrorState error={kept.error} title="Could not load the run." onRetry={() => kept.refetch()} />
      </>
    );
  }
  if (kept.data && !connector && !model) return <KeptDraft kept={kept.data} chooser={chooser} maySend={can('predict.send')} />;
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
      names={chosen.data.names}
      modelId={chosen.data.model_id}
      hint={kept.data?.bodies === 'not_kept' && <Callout kind="info">The bodies of this run are not kept.</Callout>}
      {...(kept.data && { opened: kept.data })}
      {...(examples.data && {
        exampleHome: { id: examples.data.id, refusal: examples.data.can.update === true ? false : examples.data.can.update },
      })}
      onReopened={(id) => window.history.replaceState(null, '', `${window.location.pathname}?run=${encodeURIComponent(id)}`)}
      {...(chosen.data.connector_id && { connectorId: chosen.data.connector_id })}
    />
  );
}

type KeptDraftProps = { kept: KeptRun; chooser: ReactNode; maySend: boolean };

/** A run of a connector that was not saved: it can be tried again as it was, with the credential of the connector that it names. */
function KeptDraft({ kept, chooser, maySend }: KeptDraftProps) {
  const { draft } = kept.spelled;
  if (draft === undefined) {
    return (
      <>
        <div className={css.chooser}>{chooser}</div>
        <Callout kind="info" title="This run tried a draft">
          <p>The draft is not kept whole, so it cannot be opened. Keeping bodies is a cluster setting, studio.history.keep_bodies.</p>
        </Callout>
      </>
    );
  }
  return (
    <Playground
      key={kept.run_id}
      target={`{"connector":${draft}}`}
      definition={definitionOfDraft(draft)}
      examples={[]}
      maySend={maySend}
      chooser={chooser}
      names={[kept.connector_name]}
      hint={
        <Callout kind="info" title="This run tried a draft">
          <p>
            {kept.connector_id
              ? 'The connector as it was typed then. It is sent with the credential of the stored one.'
              : 'The connector as it was typed then, without its credential: try it on the mock.'}
          </p>
        </Callout>
      }
      opened={kept}
    />
  );
}

/** What a kept run called; nothing where it was a draft. */
function targetOf({ target }: KeptRun): { connector?: string; model?: string } {
  if ('model_id' in target) return { model: target.model_id };
  return 'connector_id' in target && !('connector' in target) ? { connector: target.connector_id } : {};
}

/** Tabs of the playground; which one is open, and what it compares, stands in the address. */
export function PlaygroundTabs({ connector, model, run }: Chosen) {
  const can = useCan();
  const search = useSearchParams();
  const asked = search.get('tab') ?? 'run';
  const tab = asked === 'compare' || asked === 'batch' ? asked : 'run';
  const [hasCompared, setCompared] = useState(tab === 'compare');
  if (tab === 'compare' && !hasCompared) setCompared(true);
  const [hasBatch, setBatch] = useState(tab === 'batch');
  if (tab === 'batch' && !hasBatch) setBatch(true);
  const known = model ? [`model=${model}`] : connector ? [`connector=${connector}`] : [];
  const chosen = [...new Set(search.getAll('target'))].slice(0, mostTargets);
  const keys = chosen.length > 0 ? chosen : known;
  const go = (next: string | null, targets: readonly TargetKey[], batch?: string) => {
    const address = new URLSearchParams(search);
    for (const name of ['target', 'tab', 'batch']) address.delete(name);
    if (next === 'compare' || next === 'batch') {
      address.set('tab', next);
      for (const key of targets) address.append('target', key);
    }
    if (batch !== undefined) address.set('batch', batch);
    window.history.pushState(null, '', `${window.location.pathname}${address.size > 0 ? `?${address}` : ''}`);
  };
  return (
    <Tabs value={tab} onChange={(next) => go(next, keys)} keepMounted>
      <Tabs.List mb={16}>
        <Tabs.Tab value="run">Run</Tabs.Tab>
        <Tabs.Tab value="compare">Compare</Tabs.Tab>
        <Tabs.Tab value="batch">Batch</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="run">
        <Activity mode={tab === 'run' ? 'visible' : 'hidden'}>
          <PlaygroundPage {...(connector && { connector })} {...(model && { model })} {...(run && { run })} />
        </Activity>
      </Tabs.Panel>
      <Tabs.Panel value="compare">
        {hasCompared && (
          <Activity mode={tab === 'compare' ? 'visible' : 'hidden'}>
            <Compare keys={keys} onKeys={(next) => go('compare', next)} maySend={can('predict.send')} />
          </Activity>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="batch">
        {hasBatch && (
          <Activity mode={tab === 'batch' ? 'visible' : 'hidden'}>
            <Batch
              target={keys[0]}
              id={search.get('batch') ?? undefined}
              onTarget={(key) => go('batch', [key])}
              onOpen={(id) => go('batch', keys, id)}
            />
          </Activity>
        )}
      </Tabs.Panel>
    </Tabs>
  );
}

function TargetChooser({ connector, model }: Chosen) {
  const router = useRouter();
  const pathname = usePathname();
  return (
    <TargetSelect
      label="Target"
      value={model ? `model=${model}` : connector ? `connector=${connector}` : null}
      onChange={(key) => router.replace(`${pathname}?${key}`, { scroll: false })}
      className={css.target}
    />
  );
}
