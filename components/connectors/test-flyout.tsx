'use client';
import { Button, Loader } from '@mantine/core';
import type { ComponentProps } from 'react';
import { Remedy } from '#components/playground/remedy.tsx';
import { stepLabels } from '#components/playground/step-labels.ts';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { Trace } from '#components/ui/trace.tsx';
import type { Prediction } from '#lib/client/predictions.ts';
import type { Remedy as KnownRemedy } from '#lib/predict/remedy.ts';
import type { StepError, StepName } from '#lib/predict/trace.ts';
import css from './test-flyout.module.css';
import { outcomeWords, type TestRun, type useTestDraft } from './use-test-draft.ts';

/** What the page does against a failure, in place of a link. */
export type Cures = Pick<ComponentProps<typeof Remedy>, 'context' | 'handlers' | 'onFill' | 'onSendAgain' | 'onTryMock'>;

type TestFlyoutProps = {
  test: Pick<ReturnType<typeof useTestDraft>, 'isRunning' | 'isOpen' | 'close' | 'cancel'> & { run: TestRun | undefined };
  cures?: Cures | undefined;
};

const titles = { send: 'Test draft', dry_run: 'Dry run', mock: 'Try on mock' };

/** A run of the draft, step by step. */
export function TestFlyout({ test, cures }: TestFlyoutProps) {
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
            Cancel
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
                remedyOf={({ name, error }) => error && <StepRemedy {...{ name, error, prediction, cures }} />}
              />
            </section>
          </>
        )}
      </div>
    </Flyout>
  );
}

type StepRemedyProps = { name: string; error: StepError; prediction: Prediction; cures: Cures | undefined };

/** The server knows provider and limits, so its advice comes first. */
function StepRemedy({ name, error, prediction, cures }: StepRemedyProps) {
  const detail = prediction.trace.steps.find((step) => step.name === name)?.detail as { remedy?: KnownRemedy } | undefined; // as: written by the server
  return (
    <Remedy {...cures} error={error} known={detail?.remedy} facts={{ step: stepLabels[name as StepName], request_id: prediction.run_id }} />
  );
}
