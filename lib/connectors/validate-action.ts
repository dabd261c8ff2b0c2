import { illegalArgument } from '#lib/errors.ts';
import { actionTypeOf } from './action-type.ts';
import { actionTypes, type ConnectorAction } from './connector.ts';

/** An action as it was read: nothing is known to be there yet. */
export type ActionDraft = { [Key in keyof ConnectorAction]?: ConnectorAction[Key] | null | undefined };

const longestName = 64; // UTF-16 units

/**
 * The checks of one action, in ML Commons' order (connector-model.md §4.3). They come before every check of the connector itself.
 * @throws StudioError 400 with ML Commons' text
 */
export function validateAction(action: ActionDraft): ConnectorAction {
  const { action_type, method, url, name } = action;
  if (action_type == null) throw illegalArgument("action type can't be null");
  if (url == null) throw illegalArgument("url can't be null");
  if (method == null) throw illegalArgument("method can't be null");
  if (name != null) assertActionName(name);
  return inPrintedOrder({ ...action, action_type, method, url });
}

function assertActionName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (/[\u0000-\u001f]/.test(name)) throw illegalArgument('Action name must not contain control characters');
  if (name.length > longestName) throw illegalArgument(`Action name exceeds maximum length of ${longestName} characters`);
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) {
    throw illegalArgument('Action name contains invalid characters. Only alphanumeric characters, hyphens, and underscores are allowed');
  }
  if (actionTypeOf(name)) throw illegalArgument(`name can't be one of action type [${actionTypes.join(', ')}]`);
}

function inPrintedOrder(action: ActionDraft & Pick<ConnectorAction, 'action_type' | 'method' | 'url'>): ConnectorAction {
  const { action_type, method, url, headers, request_body, pre_process_function, post_process_function, name } = action;
  return {
    action_type,
    method,
    url,
    ...(headers != null && { headers }),
    ...(request_body != null && { request_body }),
    ...(pre_process_function != null && { pre_process_function }),
    ...(post_process_function != null && { post_process_function }),
    ...(name != null && { name }),
    ...(action.supports_structured_output && { supports_structured_output: true as const }),
  };
}
