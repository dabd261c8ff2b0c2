import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { assertNoScript } from '#lib/functions/script.ts';
import { assertNoPlaceholderLeft } from '#lib/template/assert-no-placeholder-left.ts';
import type { ParameterSet } from '#lib/template/parameter-set.ts';

/**
 * What must hold before a call may leave: no placeholder is left in the payload, and the answer can be processed.
 * @throws StudioError 400
 */
export function assertSendable(action: ConnectorAction, payload: string | null, { values }: ParameterSet): void {
  assertNoPlaceholderLeft(payload, values);
  const { post_process_function } = action;
  if (post_process_function !== undefined) assertNoScript({ post_process_function });
}
