'use client';
import { Select } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { Panel } from '#components/ui/panel.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { Trace, type TraceStep } from '#components/ui/trace.tsx';
import type { Prediction } from '#lib/client/predictions.ts';
import type { Remedy } from '#lib/predict/remedy.ts';
import type { Step, StepError, StepName } from '#lib/predict/trace.ts';
import { stepLabels } from './step-labels.ts';

const Timeline = dynamic(() => import('./timeline.tsx'), {
  ssr: false,
  loading: () => <BoxSkeleton height={240} label="Loading the timeline" />,
});

/** What went wrong, and what the server knows about it. */
export type Failure = { error: StepError; cause?: string | undefined; remedy?: Remedy | undefined; step?: string };

type RunDetailsProps = {
  prediction: Prediction /** What helps against a failure, in plain words and buttons. */;
  remedyOf: (failure: Failure) => ReactNode;
};

/** Every step of a run, and where its time went. */
export function RunDetails({ prediction, remedyOf }: RunDetailsProps) {
  const { calls = [] } = prediction.trace;
  const [chosen, choose] = useState<{ of: Prediction; call: number }>();
  const call = chosen?.of === prediction ? chosen.call : undefined;
  const steps = (call === undefined ? undefined : calls[call]) ?? prediction.trace.steps;
  const remedies = new Map<string, Remedy | undefined>(
    steps.map(({ name, detail }) => [name, (detail as { remedy?: Remedy } | undefined)?.remedy]),
  ); // as: written by the server
  const wasSent = steps.some(({ name, status }) => name === 'send' && (status === 'ok' || status === 'failed'));
  return (
    <>
      <Panel
        title="Trace"
        id="playground-trace"
        padding="none"
        actions={calls.length > 1 && <CallSelect calls={calls} call={call} onCall={(next) => choose({ of: prediction, call: next })} />}
      >
        <Trace
          steps={steps.map(shownStep)}
          labels={stepLabels}
          remedyOf={({ name, error, cause }) =>
            error && remedyOf({ error, cause, remedy: remedies.get(name), step: stepLabels[name as StepName] })
          }
        />
      </Panel>
      {wasSent && (
        <Panel title="Timeline" id="playground-timeline" padding="none">
          <Timeline prediction={prediction} />
        </Panel>
      )}
    </>
  );
}

type CallSelectProps = { calls: readonly (readonly Step[])[]; call: number | undefined; onCall: (call: number) => void };

/** An input that is split into several calls has steps for each; at first those of the first that failed are shown. */
function CallSelect({ calls, call, onCall }: CallSelectProps) {
  const hasFailed = (steps: readonly Step[]) => steps.some(({ status }) => status === 'failed');
  const first = Math.max(0, calls.findIndex(hasFailed));
  return (
    <Select
      aria-label="Call"
      data={calls.map((steps, index) => ({
        value: String(index),
        label: `Call ${index + 1} of ${calls.length}${hasFailed(steps) ? ', failed' : ''}`,
      }))}
      value={String(call ?? first)}
      onChange={(value) => value !== null && onCall(Number(value))}
      allowDeselect={false}
      w={200}
    />
  );
}

/** The remedy has a place of its own under the message, and so has what caused it. */
function shownStep(step: Step): TraceStep {
  const { remedy: _, ...detail } = (step.detail ?? {}) as { remedy?: unknown; caused_by?: { reason?: string } }; // as: details are objects
  return { ...step, detail: Object.keys(detail).length > 0 ? detail : undefined, cause: detail.caused_by?.reason };
}
