import { actionTypeOf } from './action-type.ts';
import type { ConnectorAction } from './connector.ts';

/**
 * The first action of a type, or, when `key` is no action type, the one with exactly that name (connector-model.md §4.5).
 * @param key action type in any case, or an action's `name`
 */
export function findAction<Action extends Pick<ConnectorAction, 'action_type' | 'name'>>(
  actions: readonly Action[] | null | undefined,
  key: string | null | undefined,
): Action | undefined {
  if (!actions || key === null || key === undefined) return undefined;
  const type = actionTypeOf(key);
  return type ? actions.find((action) => action.action_type === type) : actions.find((action) => action.name === key);
}
