import { isStudioError } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import type { StepError } from './trace.ts';

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
  | 'try_mock';

export type Remedy = {
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

type Failure = Pick<StepError, 'status' | 'reason'>;
type Cure = (match: RegExpExecArray, failure: Failure, context: RemedyContext) => Remedy;
type Row = [start: RegExp, cure: Cure];

const plain =
  (message: string | ((context: RemedyContext) => string), actions: RemedyAction[], names?: string[]): Cure =>
  (_match, _failure, context) => ({
    message: typeof message === 'string' ? message : message(context),
    actions,
    ...(names && { names }),
  });

const place = ({ host }: RemedyContext) => host ?? 'The address';
const service = ({ provider, host }: RemedyContext) => provider ?? host ?? 'The service';
const list = (names: string[]) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
const setting = (key: string) => [`plugins.ml_commons.${key}`];

/** Failures that people meet, by the start of their text, each with plain words and what helps. Rows are tried in order. */
const rows: Row[] = [
  [
    /^Connector URL is not matching the trusted connector endpoint regex/,
    plain((context) => `${place(context)} is not on the list of trusted endpoints.`, ['trust_host', 'copy_for_administrator']),
  ],
  [
    /^Trusted connector endpoints regex is not configured/,
    plain('The list of trusted endpoints is empty, so nothing may be called.', ['trust_host', 'copy_for_administrator']),
  ],
  [
    /^Trusted pattern does not fix the end of the host name/,
    plain('The pattern that matches would let other hosts through too.', ['trust_host', 'copy_for_administrator']),
  ],
  [
    /^Endpoint override is outside the trusted pattern/,
    plain('A parameter of the call leads to another host than the connector is trusted for.', ['check_url']),
  ],
  [
    /^Connector URL is not matching the trusted connector private endpoint regex/,
    plain('This address is private and not on the private list.', ['open_private_addresses']),
  ],
  [
    /^Remote inference host name has private ip address/,
    plain((context) => `${place(context)} is a private address, and those are not allowed.`, ['open_private_addresses']),
  ],
  [
    /^Remote inference host name has restricted ip address/,
    plain((context) => `${place(context)} is an address that this server never calls.`, ['check_url']),
  ],
  [/^Parameter '(.*)' contains characters that are not allowed in the URL/s, ([, name = '']) => urlParameter(name)],
  [
    /^Encountered error when trying to create uri/,
    plain('The filled address is not a complete URL, or holds a character that no URL may hold.', ['check_url']),
  ],
  [/^Some parameter placeholder not filled in payload: (.*)/s, ([, found = '']) => missingParameters(found)],
  [/^Invalid payload: (.*)/s, ([, payload = '']) => brokenPayload(payload)],
  [/^\d+ models are still using this connector, please undeploy/, plain('Deployed models use it.', ['undeploy_save_deploy'])],
  [/^\d+ models are still using this connector, please delete or update/, plain('Models point to it.', ['show_models'])],
  [
    /^Error from remote service: |^Remote service returned error status/,
    (_match, { status }, context) => refusedByService(status, context),
  ],
  [
    /^\S+ failed \d+ times in a row and is left alone for (\d+) s/,
    ([, seconds], _failure, context) => ({
      message: `${service(context)} keeps failing, so it is not called for a while: the next try is in ${seconds} s.`,
      actions: ['send_again'],
    }),
  ],
  [
    /^Fail to execute streaming/,
    plain(
      'Streams need the parameter _llm_interface: openai/v1/chat/completions over http, or bedrock/converse over aws_sigv4 with an address that ends in /converse.',
      ['fill_parameters'],
      ['_llm_interface'],
    ),
  ],
  [/^Streaming is currently disabled/, plain('Streams are off.', ['open_setting'], setting('stream_enabled'))],
  [
    /^SSE failure with network error/,
    plain((context) => `The connection to ${service(context)} failed before the answer was complete.`, ['send_again']),
  ],
  [/^SSE failure/, plain((context) => `What ${service(context)} sent is no complete stream of events.`, ['show_answer', 'send_again'])],
  [
    /^Failed to build mutual TLS managers|^For (PEM|PKCS12) keystore|^Credentials are required when mutual TLS is enabled/,
    plain('The certificate of the connector cannot be used as it is.', ['check_credential']),
  ],
  [
    /^Remote service returned empty response body/,
    plain((context) => `${service(context)} answered without a body.`, ['show_answer', 'send_again']),
  ],
  [
    /^Remote service response is too large/,
    plain('The answer is larger than this server reads.', ['open_setting'], ['studio.response_max_bytes']),
  ],
  [
    /^(Invalid JSON format|Unsupported response type)/,
    plain((context) => `${service(context)} did not answer with a JSON object or list.`, ['show_answer']),
  ],
  [
    /^no (\S+) action found/,
    ([, type = '']) => ({ message: `This connector has no ${type} action.`, actions: ['add_action'], names: [type] }),
  ],
  [
    /^Header '(.*)' cannot use \$\{parameters/s,
    ([, name = '']) => ({ message: 'Put this value in the credential.', actions: ['move_to_credential'], names: [name] }),
  ],
  [
    /^Header '(.*)' contains unresolved placeholder/s,
    ([, name = '']) => ({
      message: `The header ${name} needs a parameter that nobody gives.`,
      actions: ['fill_parameters'],
      names: [name],
    }),
  ],
  [
    /^Missing (credential|service name|region)/,
    ([, what = '']) => ({ message: `aws_sigv4 needs the ${what}.`, actions: ['go_to_field'], names: [what.replace(' ', '_')] }),
  ],
  [/^The parameter 'stream' is not supported/, plain('Answers come in one piece here.', ['fill_parameters'], ['stream'])],
  [
    /^The credential '(.*?)' is not set/s,
    ([, name = '']) => ({ message: `The credential field ${name} has no value yet.`, actions: ['check_credential'], names: [name] }),
  ],
  [/^Content length is 0/, plain('The action has no body.', ['add_request_body'])],
  [
    /^(compile|runtime) error at line (\d+), column (\d+): (.*)/s,
    ([, kind = '', line = '', column = '', what = '']) => ({
      message: `The script ${kind === 'compile' ? 'cannot be read' : 'stops'} at line ${line}, column ${column}: ${what}`,
      actions: ['edit_script'],
    }),
  ],
  [
    /^pre_process_function not defined/,
    plain('This kind of input needs a pre-process function.', ['choose_function'], ['pre_process_function']),
  ],
  [
    /^No results for path: (.*)|^Missing property in path (.*)/s,
    ([, path, parent]) => ({
      message: `The answer has nothing at ${path ?? parent}, where the post-process function or the response_filter looks.`,
      actions: ['choose_function', 'show_answer'],
      names: ['post_process_function'],
    }),
  ],
  [
    /^(Post process function input|Can't run post process function|The embedding should be|The rerank result should|Rerank result|job arn is missing)/,
    plain('The answer is not what the post-process function expects.', ['choose_function', 'show_answer'], ['post_process_function']),
  ],
  [/^Remote Inference is currently disabled/, plain('Remote inference is off.', ['open_setting'], setting('remote_inference.enabled'))],
  [
    /^You cannot specify connector access control parameters/,
    plain('Access control is off.', ['remove_access_fields', 'open_setting'], setting('connector_access_control_enabled')),
  ],
  [
    /^Model not ready yet/,
    plain('The model is not deployed, and deploying on first use is off.', ['open_setting'], setting('model_auto_deploy.enable')),
  ],
  [/^Request is throttled at model level/, plain('The model has a limit of its own, which is used up for now.', ['send_again'])],
  [
    /^Failed to resolve remote host/,
    plain((context) => `Looking up the name ${context.host ?? 'of the host'} failed.`, ['check_url', 'try_mock']),
  ],
  [
    /^(Error communicating with remote model|Failed to connect to remote host)(: (.*))?/s,
    ([, , , cause = ''], _failure, context) => transport(cause, context),
  ],
];

const urlParameter = (name: string): Remedy => ({
  message: `The value of ${name} would change the address: it may not hold a slash, a question mark or the like.`,
  actions: ['fill_parameters'],
  names: [name],
});

function missingParameters(found: string): Remedy {
  const names = [...new Set(found.split(', ').filter(Boolean))];
  if (names.length === 0) return { message: 'The body still holds ${parameters}.', actions: ['go_to_placeholder'] };
  return { message: `The body needs ${list(names)}.`, actions: ['fill_parameters', 'keep_placeholders'], names };
}

/** Names what nobody filled; else says where the filled text stops being JSON, and shows the line from there. */
function brokenPayload(payload: string): Remedy {
  const left = [...payload.matchAll(/\$\{parameters\.([^}:]+)/g)].map(([, name = '']) => name);
  if (left.length > 0) return missingParameters(left.join(', '));
  const actions: RemedyAction[] = ['go_to_placeholder', 'quote_placeholder'];
  const [line, column] = brokenAt(payload);
  if (line === undefined || column === undefined) return { message: 'After filling, the body is not JSON.', actions };
  const text = payload.split('\n')[line - 1] ?? '';
  const near = text.slice(Math.max(0, column - 16), column + 14).trim();
  return { message: `After filling, the body is not JSON: line ${line}, column ${column}, near \`${near}\`.`, actions };
}

function brokenAt(payload: string): number[] {
  try {
    const { end } = readJson(payload);
    const rest = payload.slice(0, end).split('\n');
    return [rest.length, (rest.at(-1)?.length ?? 0) + 1];
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return (/line: (\d+), column: (\d+)/.exec(error.message) ?? []).slice(1).map(Number);
  }
}

function refusedByService(status: number, context: RemedyContext): Remedy {
  const message = `${service(context)} answered ${status}.`;
  const actions: RemedyAction[] = ['show_answer', 'send_again'];
  if (status === 401 || status === 403)
    return { message: `${message} Check the credential and the region.`, actions: ['check_credential', ...actions] };
  if (status === 404) return { message: `${message} Check the model and the path.`, actions: ['check_url', ...actions] };
  if (status === 429) return { message: `${message} Wait a moment, or let the connector retry.`, actions: ['set_retries', ...actions] };
  if (status >= 500) return { message: `${message} It has trouble of its own: try again later.`, actions };
  return { message, actions };
}

function transport(cause: string, context: RemedyContext): Remedy {
  const actions: RemedyAction[] = ['change_limit', 'try_mock'];
  const seconds = (value: number | undefined) => (value === undefined ? '' : ` (${value} s)`);
  const host = service(context);
  if (/connect\w* time|connection_timeout/i.test(cause)) {
    return { message: `${host} could not be reached within connection_timeout${seconds(context.connection_timeout)}.`, actions };
  }
  if (/time|deadline/i.test(cause)) {
    return { message: `${host} did not answer within read_timeout${seconds(context.read_timeout)}.`, actions };
  }
  if (/refused/i.test(cause))
    return {
      message: `Nothing listens at ${context.host ?? 'this address'}: the connection was refused.`,
      actions: ['check_url', 'try_mock'],
    };
  if (/certificate|tls|ssl|handshake|self.signed/i.test(cause)) {
    return { message: `The certificate of ${context.host ?? 'the service'} is not accepted.`, actions: ['check_url', 'try_mock'] };
  }
  if (/Acquire operation took longer/.test(cause))
    return { message: 'All connections of this connector are busy (max_connection).', actions };
  return { message: `The connection to ${context.host ?? 'the service'} failed.`, actions: ['send_again', 'try_mock'] };
}

/** @returns undefined for a failure that nobody has words for: then its own text, the step and the request id have to do */
export function remedyFor(failure: Failure, context: RemedyContext = {}): Remedy | undefined {
  for (const [start, cure] of rows) {
    const match = start.exec(failure.reason);
    if (match) return cure(match, failure, context);
  }
  const { cause, ...rest } = context;
  return cause === undefined ? undefined : remedyFor({ ...failure, reason: cause }, rest);
}
