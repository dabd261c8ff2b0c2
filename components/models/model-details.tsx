'use client';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '#components/shell/session.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import css from './model-details.module.css';
import type { EditedPart } from './model-editor.tsx';
import { ModelFacts } from './model-facts.tsx';
import { ModelFailure } from './model-failure.tsx';
import { ModelGuardrails } from './model-guardrails.tsx';
import { ModelInterfaceView } from './model-interface-view.tsx';
import { ModelLimits } from './model-limits.tsx';
import { ModelTasks } from './model-tasks.tsx';
import { storedModelQuery } from './queries.ts';
import { failuresOf } from './task-failures.ts';

type ModelDetailsProps = { model: ModelRow; onEdit: (part: EditedPart) => void };

/** What the flyout of a model shows: facts, and its parts, each with a way to change it. */
export function ModelDetails({ model, onEdit }: ModelDetailsProps) {
  const can = useCan();
  const stored = useQuery(storedModelQuery(model.model_id));
  const mayEdit = can('model.update');
  const editorOf = (part: EditedPart) => (mayEdit ? { onEdit: () => onEdit(part), refusal: model.can.update } : undefined);
  const { last_task } = model;
  return (
    <div className={css.body}>
      {last_task?.error && <ModelFailure reason={failuresOf(last_task.error)[0].reason} title={`${last_task.task_type} failed`} isPast />}
      {stored.error && <ModelFailure reason={stored.error.message} title="Could not load all of the model" />}
      <ModelFacts model={model} stored={stored.data} />
      <ModelInterfaceView contract={model.interface} editor={editorOf('interface')} />
      <ModelGuardrails guardrails={model.guardrails} editor={editorOf('guardrails')} />
      <ModelLimits model={model} hasController={stored.data?.is_controller_enabled === true} editor={editorOf('limits')} />
      <ModelTasks model={model} />
    </div>
  );
}
