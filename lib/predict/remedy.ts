import { type Failure, failures } from './failure-table.ts';

/** What a button does; the page knows how. */
export type RemedyAction =
  | 'trust_host'
  | 'copy_for_administrator'
  | 'open_private_addresses'
  | 'fill_parameters'
  | 'keep_placeholders'
  | 'go_to_placeholder'
  | 'quote_placeholder'
  | 'undeploy_save_deploy'
  | 'show_models'
  | 'show_answer'
  | 'send_again'
  | 'check_credential'
  | 'check_url'
  | 'set_retries'
  | 'add_action'
  | 'move_to_credential'
  | 'go_to_field'
  | 'add_request_body'
  | 'choose_function'
  | 'edit_script'
  | 'open_setting'
  | 'remove_access_fields'
  | 'change_limit'
  | 'try_mock'
  | 'register_model';

export type Remedy = {
  /** Of its row in the table: `/help/errors#…` explains it. */
  id?: string;
  /** The failure in plain words. */
  message: string;
  actions: RemedyAction[];
  /** What the actions are about: parameters, fields, settings. */
  names?: string[];
};

/** What is known beside the failure; what is not is left out of the words. */
export type RemedyContext = {
  host?: string | undefined;
  provider?: string | undefined;
  connection_timeout?: number | undefined;
  read_timeout?: number | undefined;
  /** What a failure was caused by, where its own words say nothing of it. */
  cause?: string | undefined;
};

/** @returns undefined for a failure that nobody has words for: then its own text, the step and the request id have to do */
export function remedyFor(failure: Failure, context: RemedyContext = {}): Remedy | undefined {
  for (const { id, start, cure } of failures) {
    const match = start.exec(failure.reason);
    if (match) return { id, ...cure(match, failure, context) };
  }
  const { cause, ...rest } = context;
  return cause === undefined ? undefined : remedyFor({ ...failure, reason: cause }, rest);
}
