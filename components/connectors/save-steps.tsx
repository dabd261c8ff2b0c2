'use client';
import { Loader } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconCircle, IconX } from '@tabler/icons-react';
import { TextLink } from '#components/ui/text-link.tsx';
import type { SaveStep } from '#lib/client/connectors.ts';
import css from './save-steps.module.css';

type StepState = 'planned' | 'running' | 'done' | 'failed';
type Model = { model_id: string; name: string };
/** What a step does; the model's name stands between the words. */
type Line = { key: string; words: string; model?: Model; end?: string; state: StepState };

type SaveStepsProps = {
  /** What is saved: *Save the new key*. */
  what: string;
  /** Models that have to make way, as they are known before. */
  models: readonly Model[];
  /** What was done; undefined before the answer. */
  steps?: readonly SaveStep[] | undefined;
  isRunning: boolean;
  /** Models lead to their page. */
  isLinked?: boolean;
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
      {linesOf(props).map(({ key, words, model, end, state }) => (
        <li key={key} data-state={state}>
          {icons[state]}
          <span>
            {words}
            {model && (
              <>
                {' '}
                <Name model={model} isLinked={props.isLinked && end === undefined} />
              </>
            )}
            {end}
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

function Name({ model: { model_id, name }, isLinked }: { model: Model; isLinked: boolean | undefined }) {
  return isLinked ? <TextLink href={`/models?open=${encodeURIComponent(model_id)}`}>{name}</TextLink> : name;
}

const undeploys = (model: Model) => ({ key: `undeploy ${model.model_id}`, words: 'Undeploy', model });
const deploys = (model: Model) => ({ key: `deploy ${model.model_id}`, words: 'Deploy', model, end: ' again' });

function linesOf({ what, models, steps, isRunning }: SaveStepsProps): Line[] {
  const saves = { key: 'save', words: what };
  const planned = [...models.map(undeploys), saves, ...models.map(deploys)];
  if (!steps) return planned.map((line) => ({ ...line, state: isRunning ? 'running' : 'planned' }));
  const done = steps.flatMap((step) => {
    if ('model_id' in step) return [step.step === 'deploy' ? deploys(step) : undeploys(step)];
    return step.step === 'save' ? [saves] : [];
  });
  const left = planned.filter(({ key }) => done.every((line) => line.key !== key));
  return [
    ...done.map((line) => ({ ...line, state: 'done' as const })),
    // The first step that is not among those that were done is the one that failed.
    ...left.map((line, index) => ({ ...line, state: index === 0 ? ('failed' as const) : ('planned' as const) })),
  ];
}
