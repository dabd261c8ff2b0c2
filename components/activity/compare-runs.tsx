'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { getRunText, listRuns, type Run } from '#lib/client/runs.ts';
import { tokensOf } from './run-columns.tsx';
import css from './run-flyout.module.css';
import { RunOutcome } from './run-outcome.tsx';
import { inputText, payloadText, responseText } from './run-request.ts';
import { RunTime } from './run-time.tsx';

type Read = { run: Run; text: string };

async function read(id: string, signal: AbortSignal): Promise<Read> {
  const text = await getRunText(id, signal);
  return { run: JSON.parse(text) as Run, text }; // as: architecture.md §10.3
}

/** How far back the run before is looked for. */
const mostBefore = 100;

/** The run before this one, of the same target and action. @returns undefined where there is none that the person may see */
async function previousOf({ run_id, connector_id, model_id, action, finished_at }: Run, signal: AbortSignal): Promise<Read | undefined> {
  if (connector_id === null) return undefined;
  const of = model_id ? { model_id } : { connector_id };
  const { items } = await listRuns({ ...of, to: finished_at, size: mostBefore }, { signal });
  const place = items.findIndex((row) => row.run_id === run_id);
  const before = items.slice(place + 1).find((row) => row.action === action && row.run_id !== run_id);
  return before && read(before.run_id, signal);
}

/** A run beside the one before it: how both went, and where request and answer differ. */
export default function CompareRuns({ run, onOpen }: { run: Run; onOpen: (id: string) => void }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['runs', 'compared', run.run_id],
    queryFn: async ({ signal }) => {
      const [after, before] = await Promise.all([read(run.run_id, signal), previousOf(run, signal)]);
      return { after, before };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <ErrorState error={error} title="Could not load the run before." onRetry={() => refetch()} />;
  if (isPending) return <BoxSkeleton height={240} label="Loading the run before" />;
  const { after, before } = data;
  if (!before) return <p className={css.note}>There is no earlier run of this target and action that you may see.</p>;
  return (
    <div className={css.stack}>
      <table className={css.compared}>
        <caption className="studio-visually-hidden">Both runs</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">
              <button type="button" className={css.link} onClick={() => onOpen(before.run.run_id)}>
                Before, <RunTime at={before.run.finished_at} />
              </button>
            </th>
            <th scope="col">
              This run, <RunTime at={after.run.finished_at} />
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name="Outcome" before={<RunOutcome run={before.run} />} after={<RunOutcome run={after.run} />} />
          <Row name="Status" before={before.run.status} after={after.run.status} />
          <Row name="Time" before={milliseconds(before.run)} after={milliseconds(after.run)} />
          <Row name="Tokens" before={tokensOf(before.run)?.toLocaleString('en')} after={tokensOf(after.run)?.toLocaleString('en')} />
          <Row name="By" before={before.run.user} after={after.run.user} />
        </tbody>
      </table>
      <Part title="Request" before={requestOf(before)} after={requestOf(after)} />
      <Part title="Answer" before={answerOf(before)} after={answerOf(after)} />
    </div>
  );
}

const milliseconds = ({ duration_ms }: Run) => `${duration_ms.toLocaleString('en')} ms`;
const requestOf = ({ run, text }: Read) => (run.bodies === 'kept' ? (payloadText(run) ?? inputText(text)) : undefined);
const answerOf = ({ run, text }: Read) => (run.bodies === 'kept' ? responseText(text) : undefined);

const Row = ({ name, before, after }: { name: string; before: ReactNode; after: ReactNode }) => (
  <tr>
    <th scope="row">{name}</th>
    <td>{before ?? '—'}</td>
    <td>{after ?? '—'}</td>
  </tr>
);

function Part({ title, before, after }: { title: string; before: string | undefined; after: string | undefined }) {
  return (
    <Panel title={title} level={3} id={`compared-${title.toLowerCase()}`}>
      {before === undefined || after === undefined ? (
        <p className={css.note}>{before === undefined ? 'The body of the run before is not kept.' : 'The body of this run is not kept.'}</p>
      ) : (
        <DiffView before={before} after={after} beforeLabel="Before" afterLabel="This run" />
      )}
    </Panel>
  );
}
