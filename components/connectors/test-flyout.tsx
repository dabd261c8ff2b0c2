'use client';
import { Button, Loader } from '@mantine/core';
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
import { draftCures, fillInDraft } from './draft-cures.ts';
import { useEditor } from './editor-context.tsx';
import css from './test-flyout.module.css';
import { outcomeWords, type TestRun, type useTestDraft } from './use-test-draft.ts';

type Test = ReturnType<typeof useTestDraft>;

const titles = { send: 'Test draft', dry_run: 'Dry run', mock: 'Try on mock' };

/** A run of the draft, step by step. */
export function TestFlyout({ test }: { test: Test }) {
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
                remedyOf={({ name, error }) => error && run && <StepRemedy {...{ name, error, test, run, prediction }} />}
              />
            </section>
          </>
        )}
      </div>
    </Flyout>
  );
}

type StepRemedyProps = { name: string; error: StepError; test: Test; run: TestRun; prediction: Prediction };

/** What helps against a failure of the draft. The server knows provider and limits, so its advice comes first; the flyout makes way for the field. */
function StepRemedy({ name, error, test, run, prediction }: StepRemedyProps) {
  const editor = useEditor();
  const detail = prediction.trace.steps.find((step) => step.name === name)?.detail as { remedy?: KnownRemedy } | undefined; // as: written by the server
  const { mode, action, sample } = run;
  const closing =
    <Asked extends unknown[]>(cure: (...asked: Asked) => void) =>
    (...asked: Asked) => {
      test.close();
      cure(...asked);
    };
  return (
    <Remedy
      error={error}
      known={detail?.remedy}
      handlers={Object.fromEntries(Object.entries(draftCures(editor, action)).map(([cause, cure]) => [cause, closing(cure)]))}
      onFill={closing((parameter: string) => fillInDraft(editor, parameter))}
      onSendAgain={() => test.start(mode, action, sample)}
      onTryMock={() => test.start('mock', action, sample)}
      facts={{ step: stepLabels[name as StepName], request_id: prediction.run_id }}
    />
  );
}
