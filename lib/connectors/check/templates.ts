import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import type { ConnectorAction } from '../connector.ts';
import type { CheckedAction } from './check-fields.ts';
import type { Facts } from './facts.ts';
import { type KnownNames, type PlaceholderFault, placeholderFaults } from './placeholder-faults.ts';

type Segment = string | number;

type Written = { kind: 'url' | 'header' | 'body' | 'parameter'; place: readonly Segment[]; text: string; action?: CheckedAction };

/** A text in which placeholders are filled, with what is wrong with them. */
export type Template = Written & { known: KnownNames; faults: readonly PlaceholderFault[] };

type Definition = Pick<Facts, 'actions' | 'fields' | 'parameters' | 'isMcp' | 'storedCredential'>;

export function templatesOf(definition: Definition): Template[] {
  const { actions, fields, parameters, isMcp } = definition;
  const ofParameters = [...parameters].map(([name, text]): Written => ({ kind: 'parameter', place: ['parameters', name], text }));
  const groups: [CheckedAction | undefined, Written[]][] = isMcp
    ? [
        [
          undefined,
          Object.entries(fields.headers ?? {}).map(([name, text]): Written => ({ kind: 'header', place: ['headers', name], text })),
        ],
      ]
    : actions.map((action) => [action, templatesOfAction(action)]);
  return [...groups, [undefined, ofParameters] as const].flatMap(([action, written]) => {
    const known = knownNames(definition, action);
    return written.map((one) => ({ ...one, known, faults: placeholderFaults(one.text, known) }));
  });
}

function templatesOfAction(action: CheckedAction): Written[] {
  const { url, headers = {}, request_body } = action.action;
  const place = ['actions', action.at];
  return [
    { kind: 'url', place: [...place, 'url'], text: url, action },
    ...Object.entries(headers).map(([name, text]): Written => ({ kind: 'header', place: [...place, 'headers', name], text, action })),
    ...(request_body === undefined ? [] : [{ kind: 'body' as const, place: [...place, 'request_body'], text: request_body, action }]),
  ];
}

/** Parameters that the pre-process function of an action makes; undefined for a script, of which nobody knows. */
export function madeBy({ pre_process_function }: Pick<ConnectorAction, 'pre_process_function'>): readonly string[] | undefined {
  // Documents are made into `input` when an action says nothing (functions.md §1).
  if (pre_process_function === undefined) return ['input'];
  return preProcessFunctions.get(pre_process_function)?.produces;
}

function knownNames({ parameters, fields, storedCredential }: Definition, action: CheckedAction | undefined): KnownNames {
  return {
    parameters: new Set([...parameters.keys(), ...((action && madeBy(action.action)) ?? [])]),
    credential: new Set([...Object.keys(fields.credential ?? {}), ...storedCredential.keys()]),
  };
}
