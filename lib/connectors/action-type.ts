import { illegalArgument } from '#lib/errors.ts';
import { type ActionType, actionTypes } from './connector.ts';

export const actionTypeOf = (text: string): ActionType | undefined => actionTypes.find((type) => type === text.toUpperCase());

/** @throws StudioError 400, for a caller that names an action type (a body's own reader has another text, connector-model.md §4.3) */
export function parseActionType(text: string): ActionType {
  const type = actionTypeOf(text);
  if (!type) throw illegalArgument(`Wrong Action Type of ${text}`);
  return type;
}

/** Only these two may be run through a model. */
export const isModelAction = (type: ActionType): boolean => type === 'PREDICT' || type === 'BATCH_PREDICT';
