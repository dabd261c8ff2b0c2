'use client';
import { IconPlayerPlay } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Remedy } from '#components/playground/remedy.tsx';
import { type Failure, RunDetails } from '#components/playground/run-details.tsx';
import { useCan } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { Prediction } from '#lib/client/predictions.ts';
import type { Run } from '#lib/client/runs.ts';
import { CopyRun } from './copy-run.tsx';
import { RunFacts } from './run-facts.tsx';
import css from './run-flyout.module.css';
import type { RunPart } from './run-flyout.tsx';
import { sendAgainRefusal } from './run-request.ts';
import { useSendAgain } from './use-send-again.ts';

const CompareRuns = dynamic(() => import('./compare-runs.tsx'), {
  loading: () => <BoxSkeleton height={240} label="Loading the comparison" />,
});

type RunViewProps = { run: Run; part: RunPart | undefined; onOpen: (id: string, part?: RunPart) => void };

const playground = ({ run_id }: Run) => `/playground?run=${encodeURIComponent(run_id)}`;

/** Sends a run again and opens what became of it, with the difference. */
function useAgain(run: Run, onOpen: RunViewProps['onOpen']) {
  return useSendAgain((id, { status }) => {
    showSuccess(`Sent again${status === null ? '' : `, answered ${status}`}.`);
    if (id && id !== run.run_id) onOpen(id, 'compare');
  });
}

/** What can be done with a run. */
export function RunButtons({ run, part, onOpen }: RunViewProps) {
  const can = useCan();
  const isCompared = part === 'compare';
  return (
    <>
      <CopyRun run={run} />
      <ReasonedButton
        variant="default"
        refusal={run.connector_id === null && 'A draft has no run before it.'}
        onClick={() => onOpen(run.run_id, isCompared ? undefined : 'compare')}
      >
        {isCompared ? 'Hide the comparison' : 'Compare with previous'}
      </ReasonedButton>
      <ReasonedButton variant="default" refusal={sendAgainRefusal(run, can('predict.send'))} onClick={() => onOpen(run.run_id, 'again')}>
        Send again
      </ReasonedButton>
      <LinkButton href={playground(run)} leftSection={<IconPlayerPlay size={16} aria-hidden />}>
        Open in playground
      </LinkButton>
    </>
  );
}

/** What is kept of a run: how it went step by step, what was asked, what was answered. */
export function RunView({ run, part, onOpen }: RunViewProps) {
  return (
    <div className={css.stack}>
      {part === 'again' && <SendNow run={run} onOpen={onOpen} />}
      <RunFacts run={run} />
      {part === 'compare' && (
        <Panel title="Compared with the run before" id="run-compared">
          <CompareRuns run={run} onOpen={onOpen} />
        </Panel>
      )}
      <Steps run={run} onOpen={onOpen} />
      {run.bodies === 'kept' ? <Bodies run={run} /> : <NotKept run={run} />}
    </div>
  );
}

/** It is sent once, or says why not. */
function SendNow({ run, onOpen }: Pick<RunViewProps, 'run' | 'onOpen'>) {
  const can = useCan();
  const again = useAgain(run, onOpen);
  const refusal = sendAgainRefusal(run, can('predict.send'));
  const { mutate } = again;
  const isSent = useRef(false);
  useEffect(() => {
    if (refusal || isSent.current) return;
    isSent.current = true;
    mutate(run);
  }, [refusal, mutate, run]);
  if (refusal)
    return (
      <Callout kind="info" title="This run cannot be sent again">
        {refusal}
      </Callout>
    );
  if (again.error) return <ErrorState error={again.error} title="The run could not be sent again." onRetry={() => mutate(run)} />;
  return again.isPending && <BoxSkeleton height={48} label="Sending it again" />;
}

function Steps({ run, onOpen }: Pick<RunViewProps, 'run' | 'onOpen'>) {
  const router = useRouter();
  if (!run.trace || run.trace.steps.length === 0) return null;
  const remedyOf = ({ error, cause, remedy }: Failure) => (
    <Remedy
      error={error}
      known={remedy}
      context={{ host: hostOf(run), cause }}
      connectorId={run.connector_id && run.connector_id !== run.model_id && !run.is_draft ? run.connector_id : undefined}
      onSendAgain={() => onOpen(run.run_id, 'again')}
      onShowAnswer={() => document.getElementById('run-answer')?.scrollIntoView({ block: 'nearest' })}
      onTryMock={() => router.push(playground(run))}
      onFill={() => router.push(playground(run))}
    />
  );
  return <RunDetails prediction={predictionOf(run)} remedyOf={remedyOf} />;
}

function predictionOf({ run_id, outcome, failed_step, status, response, trace, usage, service_model }: Run): Prediction {
  return {
    run_id,
    outcome,
    ...(failed_step && { failed_step }),
    status,
    response,
    trace: trace ?? { steps: [] },
    ...(usage && { usage: usage as NonNullable<Prediction['usage']> }), // as: absent members may be undefined there
    ...(service_model !== undefined && { service_model }),
  };
}

/** The host that was called, as far as the request got. */
function hostOf({ trace }: Run): string | undefined {
  const output = trace?.steps.find(({ name }) => name === 'request')?.output;
  const url = typeof output === 'object' && output !== null && 'url' in output ? String(output.url) : '';
  return URL.canParse(url) ? new URL(url).host : undefined;
}

function NotKept({ run: { via } }: { run: Run }) {
  return (
    <Callout kind="info">
      {via === 'api'
        ? 'Calls of _predict leave no bodies and no steps.'
        : 'Bodies are not kept. An administrator can change this in Account › Data.'}
    </Callout>
  );
}

const partNames = { input: 'request', response: 'answer', trace: 'trace', target: 'draft' };

function Bodies({ run: { input, response, cut } }: { run: Run }) {
  return (
    <>
      {cut.length > 0 && (
        <Callout kind="info">
          Too large to be kept whole: {cut.map((name) => partNames[name]).join(', ')}. Texts end early, and later items are missing.
        </Callout>
      )}
      <Panel title="Request" id="run-request">
        <JsonTree value={input} depth={4} />
      </Panel>
      <Panel title="Answer" id="run-answer">
        {response === null ? <p className={css.note}>Nothing was answered.</p> : <JsonTree value={response} depth={4} />}
      </Panel>
    </>
  );
}
