import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { Json } from '#lib/json/json.ts';
import { isBuiltIn } from './built-in.ts';

/**
 * Runs a script and gives its text, or null when it returns nothing. `params` is the script's only variable (functions.md §4).
 * @throws StudioError `script_exception`
 */
export type RunScript = (source: string, params: Json) => string | null;

type Functions = Pick<ConnectorAction, 'pre_process_function' | 'post_process_function'>;

const unsupported = (what: string) =>
  illegalArgument(
    `The ${what} is a script, and scripts are not supported yet. Choose one of the built-in functions, whose names start with "connector.".`,
  );

/** The runner of a studio without an interpreter. */
export const noScripts: RunScript = () => {
  throw unsupported('function');
};

/** @throws StudioError 400 before anything is sent, when a function of the action is no built-in */
export function assertNoScript({ pre_process_function, post_process_function }: Functions): void {
  if (pre_process_function !== undefined && !isBuiltIn(pre_process_function)) throw unsupported('pre_process_function');
  if (post_process_function !== undefined && !isBuiltIn(post_process_function)) throw unsupported('post_process_function');
}
