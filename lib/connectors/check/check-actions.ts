import type { CheckedAction } from './check-fields.ts';
import type { Facts } from './facts.ts';
import { looksLikeSecret } from './looks-like-secret.ts';
import { type Fix, type Problem, pathOf, pointer, problem } from './problem.ts';

export function checkActionList({ fields, isMcp }: Facts): Problem[] {
  const { actions } = fields;
  if (isMcp || !actions) return [];
  if (actions.length === 0) return [problem('warning', 'actions', 'Without an action nothing can be called.')];
  return [];
}

const methods = ['POST', 'GET', 'PUT', 'DELETE'];

export const checkMethods = ({ actions, isMcp }: Facts): Problem[] =>
  isMcp
    ? []
    : actions.flatMap(({ action: { method, request_body, action_type }, at }) => {
        const upper = method.toUpperCase();
        if (!methods.includes(upper)) {
          const meant = methods.find((known) => known === upper.trim());
          const fix: Fix | undefined =
            meant === undefined
              ? undefined
              : {
                  label: `Use ${meant}`,
                  patch: [{ op: 'replace', path: pointer('actions', at, 'method'), value: meant }],
                };
          return [problem('error', pathOf('actions', at, 'method'), 'unsupported http method', fix)];
        }
        if (upper !== 'POST' || request_body !== undefined || action_type === 'CANCEL_BATCH_PREDICT') return [];
        const message = 'A POST without a body is refused. Without a template the caller must send the parameter http_body.';
        return [problem('warning', pathOf('actions', at, 'request_body'), message)];
      });

/** Only the first action of a type is found by it, and only the first of a name by that (connector-model.md §4.5). */
export function checkRepeats({ actions, isMcp }: Facts): Problem[] {
  if (isMcp) return [];
  const types = new Set<string>();
  const names = new Set<string>();
  return actions.flatMap(({ action: { action_type, name }, at }) => {
    const isRepeat = types.has(action_type) && name === undefined;
    const isSameName = name !== undefined && names.has(name);
    types.add(action_type);
    if (name !== undefined) names.add(name);
    return [
      ...(isRepeat ? [problem('warning', pathOf('actions', at, 'action_type'), `Only the first ${action_type} action is used.`)] : []),
      ...(isSameName ? [problem('warning', pathOf('actions', at, 'name'), `Only the first action called ${name} is used.`)] : []),
    ];
  });
}

/** A model calls PREDICT or BATCH_PREDICT (connector-model.md §4.2). */
export function checkPredictAction({ actions, fields, isMcp }: Facts): Problem[] {
  const types = actions.map(({ action }) => action.action_type);
  if (
    isMcp ||
    types.length === 0 ||
    types.length < (fields.actions?.length ?? 0) ||
    types.some((type) => type === 'PREDICT' || type === 'EXECUTE')
  )
    return [];
  return [problem('info', 'actions', 'There is no PREDICT action, so a model with this connector cannot be asked.')];
}

/** A key in a text that everyone may read (threats.md C-17). */
export const checkBodySecrets = ({ actions, isMcp }: Facts): Problem[] =>
  isMcp
    ? []
    : actions.flatMap(({ action: { request_body = '' }, at }: CheckedAction) => {
        if (!looksLikeSecret(request_body)) return [];
        const message = 'This body seems to hold a key. Put it in the credential and send it in a header.';
        return [problem('warning', pathOf('actions', at, 'request_body'), message)];
      });
