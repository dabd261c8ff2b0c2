'use client';
import { Button, Loader } from '@mantine/core';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { Trace } from '#components/ui/trace.tsx';
import { remedyFor } from '#lib/predict/remedy.ts';
import type { StepName } from '#lib/predict/trace.ts';
import css from './test-flyout.module.css';
import { outcomeWords, type useTestDraft } from './use-test-draft.ts';

const titles = { send: 'Test draft', dry_run: 'Dry run', mock: 'Try on mock' };

const stepLabels: Readonly<Record<StepName, string>> = {
  target: 'Target',
  action: 'Action',
  parameters: 'Parameters',
  pre_process: 'Pre-process',
  payload: 'Payload',
  validate: 'Validate',
  limits: 'Limits',
  request: 'Request',
  send: 'Send',
  parse: 'Parse',
  filter: 'Filter',
  post_process: 'Post-process',
  output: 'Output',
};

/** A run of the draft, step by step. */
export function TestFlyout({ test }: { test: ReturnType<typeof useTestDraft> }) {
  const { run, isRunning, isOpen, close, cancel } = test;
  const prediction = run?.prediction;
  const isGood = prediction !== undefined && prediction.outcome !== 'failed';
  return (
    <Flyout
      opened={isOpen}
      onClose={isRunning ? cancel : close}
      title={titles[run?.mode ?? 'dry_run']}
      size="l"
      badge={prediction && run && <StatusChip kind={isGood ? 'success' : 'danger'}>{outcomeWords(run)}</StatusChip>}
      footer={
        isRunning ? (
          <Button variant="default" onClick={cancel}>
            {'Cancel'}
          </Button>
        ) : undefined
      }
    >
      <div className={css.stack} aria-busy={isRunning}>
        {isRunning && (
          <p className={css.waiting}>
            <Loader size={16} aria-hidden /> Running the draft…
          </p>
        )}
        {run?.failure && (
          <Callout kind="danger" title="The draft cannot be run" isAlert>
            <p>{run.failure}</p>
          </Callout>
        )}
        {prediction && (
          <>
            {prediction.response !== null && prediction.response !== undefined && (
              <section>
                <h3 className={css.heading}>
                  Answer <CopyButton iconOnly text={() => JSON.stringify(prediction.response, null, 2)} label="Copy the answer" />
                </h3>
                <JsonTree value={prediction.response} depth={6} />
              </section>
            )}
            <section aria-label="Trace">
              <h3 className={css.heading}>Trace</h3>
              <Trace
                steps={prediction.trace.steps}
                labels={stepLabels}
                remedyOf={({ error }) => {
                  const remedy = error && remedyFor(error);
                  return remedy && <p className={css.remedy}>{remedy.message}</p>;
                }}
              />
            </section>
          </>
        )}
      </div>
    </Flyout>
  );
}
