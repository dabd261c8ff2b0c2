import { findAction } from '#lib/connectors/find-action.ts';
import type { InputField } from '#lib/predict/input-fields.ts';
import { type Definition, fieldsOf, type PlaygroundInput, predictBody, previewOf, wantsQuery } from './playground-input.ts';
import type { TargetKey } from './target-select.tsx';

export const fewestTargets = 2;
export const mostTargets = 4;

/** One of several targets that get the same input. */
export type ComparedTarget = {
  key: TargetKey;
  name: string;
  definition: Definition /** By which a price may know it. */;
  names: readonly string[];
};

const predictType = ({ actions }: Definition) =>
  actions?.find(({ action_type }) => action_type === 'PREDICT')?.action_type ?? actions?.[0]?.action_type ?? 'PREDICT';

export const actionOf = (definition: Definition) => findAction(definition.actions, predictType(definition));

/** The target as `POST /api/studio/predictions` takes it. */
export function targetJson(key: TargetKey): string {
  const [kind = '', id = ''] = key.split('=');
  return JSON.stringify(kind === 'model' ? { model_id: id } : { connector_id: id });
}

/** What one target is asked for an input that several share, and what would be sent for it. */
export function askedOf({ key, definition }: ComparedTarget, input: PlaygroundInput) {
  const action_type = predictType(definition);
  const asked = predictBody(input, definition, actionOf(definition));
  return { request: { target: targetJson(key), action_type, ...asked }, preview: previewOf(definition, action_type, asked) };
}

/** The fields of a form for all targets: one that any of them needs is needed. */
export function sharedFields(targets: readonly ComparedTarget[], typed: Record<string, string>) {
  const fields = new Map<string, InputField>();
  const others = new Set<string>();
  for (const { definition } of targets) {
    const own = fieldsOf(definition, actionOf(definition), typed);
    for (const field of own.fields) {
      const known = fields.get(field.name);
      if (!known) fields.set(field.name, field);
      else
        fields.set(field.name, {
          ...known,
          required: known.required || field.required,
          kind: known.kind === 'json' || field.kind === 'json' ? 'json' : 'text',
        });
    }
    for (const name of own.others) others.add(name);
  }
  return { fields: [...fields.values()], others: [...others].filter((name) => !fields.has(name)) };
}

export const anyWantsQuery = (targets: readonly ComparedTarget[]) => targets.some(({ definition }) => wantsQuery(actionOf(definition)));
