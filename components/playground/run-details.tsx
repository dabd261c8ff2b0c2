'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Panel } from '#components/ui/panel.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { Trace } from '#components/ui/trace.tsx';
import type { Prediction } from '#lib/client/predictions.ts';
import type { Step, StepError } from '#lib/predict/trace.ts';
import { stepLabels } from './step-labels.ts';

const Timeline = dynamic(() => import('./timeline.tsx'), {
  ssr: false,
  loading: () => <BoxSkeleton height={240} label="Loading the timeline" />,
});

type RunDetailsProps = { prediction: Prediction; remedyOf: (error: StepError) => ReactNode };

/** Every step of a run, and where its time went. */
export function RunDetails({ prediction, remedyOf }: RunDetailsProps) {
  const { steps } = prediction.trace;
  const wasSent = steps.some(({ name, status }) => name === 'send' && (status === 'ok' || status === 'failed'));
  return (
    <>
      <Panel title="Trace" id="playground-trace" padding="none">
        <Trace steps={steps.map(withoutRemedy)} labels={stepLabels} remedyOf={(step) => step.error && remedyOf(step.error)} />
      </Panel>
      {wasSent && (
        <Panel title="Timeline" id="playground-timeline" padding="none">
          <Timeline prediction={prediction} />
        </Panel>
      )}
    </>
  );
}

/** The remedy has a place of its own under the message. */
function withoutRemedy(step: Step): Step {
  if (typeof step.detail !== 'object' || step.detail === null || !('remedy' in step.detail)) return step;
  const { remedy: _, ...detail } = step.detail;
  return { ...step, detail: Object.keys(detail).length > 0 ? detail : undefined };
}
