import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import type { ConnectorAction } from '../connector.ts';
import type { CheckedAction } from './check-fields.ts';
import type { Facts } from './facts.ts';
import type { KnownNames } from './placeholder-faults.ts';

type Segment = string | number;

/** A text in which placeholders are filled. */
export type Template = { kind: 'url' | 'header' | 'body' | 'parameter'; place: readonly Segment[]; text: string; action?: CheckedAction };

export function templatesOf({ actions, fields, parameters, isMcp }: Facts): Template[] {
  const ofActions = isMcp ? [] : actions.flatMap(templatesOfAction);
  const ofMcp = isMcp
    ? Object.entries(fields.headers ?? {}).map(([name, text]): Template => ({ kind: 'header', place: ['headers', name], text }))
    : [];
  const ofParameters = [...parameters].map(([name, text]): Template => ({ kind: 'parameter', place: ['parameters', name], text }));
  return [...ofActions, ...ofMcp, ...ofParameters];
}

function templatesOfAction(checked: CheckedAction): Template[] {
  const { action, at } = checked;
  const place = ['actions', at];
  return [
    { kind: 'url', place: [...place, 'url'], text: action.url, action: checked },
    ...Object.entries(action.headers ?? {}).map(
      ([name, text]): Template => ({ kind: 'header', place: [...place, 'headers', name], text, action: checked }),
    ),
    ...(action.request_body === undefined
      ? []
      : [{ kind: 'body' as const, place: [...place, 'request_body'], text: action.request_body, action: checked }]),
  ];
}

/** Parameters that the pre-process function of an action makes; undefined for a script, of which nobody knows. */
export function madeBy({ pre_process_function }: Pick<ConnectorAction, 'pre_process_function'>): readonly string[] | undefined {
  // Documents are made into `input` when an action says nothing (functions.md §1).
  if (pre_process_function === undefined) return ['input'];
  return preProcessFunctions.get(pre_process_function)?.produces;
}

export function knownNames({ parameters, fields, storedCredential }: Facts, action: CheckedAction | undefined): KnownNames {
  return {
    parameters: new Set([...parameters.keys(), ...((action && madeBy(action.action)) ?? [])]),
    credential: new Set([...Object.keys(fields.credential ?? {}), ...storedCredential.keys()]),
  };
}
