'use client';
import { Loader } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconCircle, IconX } from '@tabler/icons-react';
import type { SaveStep } from '#lib/client/connectors.ts';
import css from './save-steps.module.css';

type StepState = 'planned' | 'running' | 'done' | 'failed';
type Line = { key: string; words: string; state: StepState };

type SaveStepsProps = {
  /** What is saved: *Save the new key*. */
  what: string;
  /** Models that have to make way, as they are known before. */
  models: readonly { model_id: string; name: string }[];
  /** What was done; undefined before the answer. */
  steps?: readonly SaveStep[] | undefined;
  isRunning: boolean;
};

const icons = {
  planned: <IconCircle size={16} aria-hidden />,
  running: <Loader size={16} aria-hidden />,
  done: <IconCheck size={16} aria-hidden />,
  failed: <IconX size={16} aria-hidden />,
} satisfies Record<StepState, React.ReactNode>;

/** The steps of a save under deployed models: as they are planned, while they run, and what came of them. */
export function SaveSteps(props: SaveStepsProps) {
  const wasTakenBack = props.steps?.some(({ step }) => step === 'roll_back') ?? false;
  return (
    <ol className={css.steps} aria-label="Steps" aria-busy={props.isRunning}>
      {linesOf(props).map(({ key, words, state }) => (
        <li key={key} data-state={state}>
          {icons[state]}
          <span>
            {words}
            {state !== 'planned' && <span className="studio-visually-hidden">: {state}</span>}
          </span>
        </li>
      ))}
      {wasTakenBack && (
        <li data-state="back">
          <IconArrowBackUp size={16} aria-hidden />
          <span>All of it taken back: nothing has changed, the models are deployed as before.</span>
        </li>
      )}
    </ol>
  );
}

function linesOf({ what, models, steps, isRunning }: SaveStepsProps): Line[] {
  const planned = [
    ...models.map(({ model_id, name }) => ({ key: `undeploy ${model_id}`, words: `Undeploy ${name}` })),
    { key: 'save', words: what },
    ...models.map(({ model_id, name }) => ({ key: `deploy ${model_id}`, words: `Deploy ${name} again` })),
  ];
  if (!steps) return planned.map((line) => ({ ...line, state: isRunning ? 'running' : 'planned' }));
  const done = steps.filter(({ step }) => step !== 'roll_back').map((step) => ({ key: keyOf(step), words: wordsOf(step, what) }));
  const left = planned.filter(({ key }) => done.every((line) => line.key !== key));
  return [
    ...done.map((line) => ({ ...line, state: 'done' as const })),
    // The first step that is not among those that were done is the one that failed.
    ...left.map((line, index) => ({ ...line, state: index === 0 ? ('failed' as const) : ('planned' as const) })),
  ];
}

const keyOf = (step: SaveStep) => ('model_id' in step ? `${step.step} ${step.model_id}` : step.step);

function wordsOf(step: SaveStep, what: string): string {
  if (step.step === 'undeploy') return `Undeploy ${step.name}`;
  return step.step === 'deploy' ? `Deploy ${step.name} again` : what;
}
