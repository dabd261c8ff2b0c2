import { brokenPayload, missingParameters, refusedByService, service, transport, urlParameter } from './cures.ts';
import type { Remedy, RemedyAction, RemedyContext } from './remedy.ts';
import type { StepError } from './trace.ts';

// One table of all failures that people meet, wherever they show: trace, forms, lists, activity. It is long because there are many.

export type Failure = Pick<StepError, 'status' | 'reason'>;

type Cure = (match: RegExpExecArray, failure: Failure, context: RemedyContext) => Remedy;

export type FailureRow = {
  /** Leads to its explanation: `/help/errors#untrusted-address`. */
  id: string;
  /** The start of the text, as people see it. */
  shown: string;
  start: RegExp;
  /** Why it comes and what helps, for whoever reads up on it. */
  means: string;
  cure: Cure;
};

const plain =
  (message: string | ((context: RemedyContext) => string), actions: RemedyAction[], names?: string[]): Cure =>
  (_match, _failure, context) => ({
    message: typeof message === 'string' ? message : message(context),
    actions,
    ...(names && { names }),
  });

const place = ({ host }: RemedyContext) => host ?? 'The address';
const setting = (key: string) => [`plugins.ml_commons.${key}`];

const address: FailureRow[] = [
  {
    id: 'untrusted-address',
    shown: 'Connector URL is not matching the trusted connector endpoint regex',
    start: /^Connector URL is not matching the trusted connector endpoint regex/,
    means:
      'Only addresses that match one of the trusted patterns may be called. A pattern has to match the whole address, from https:// to its end. An administrator adds one under Cluster settings; Add from host writes it.',
    cure: plain((context) => `${place(context)} is not on the list of trusted endpoints.`, ['trust_host', 'copy_for_administrator']),
  },
  {
    id: 'no-trusted-address',
    shown: 'Trusted connector endpoints regex is not configured',
    start: /^Trusted connector endpoints regex is not configured/,
    means:
      'The list of trusted patterns is empty, so no service may be called. An administrator adds a pattern, or resets the setting to its default.',
    cure: plain('The list of trusted endpoints is empty, so nothing may be called.', ['trust_host', 'copy_for_administrator']),
  },
  {
    id: 'unpinned-pattern',
    shown: 'Trusted pattern does not fix the end of the host name',
    start: /^Trusted pattern does not fix the end of the host name/,
    means:
      'The pattern that matches would also let a host through whose name only begins the same. Write the host out, up to the slash behind it.',
    cure: plain('The pattern that matches would let other hosts through too.', ['trust_host', 'copy_for_administrator']),
  },
  {
    id: 'endpoint-override',
    shown: 'Endpoint override is outside the trusted pattern',
    start: /^Endpoint override is outside the trusted pattern/,
    means:
      'A parameter of the call would lead to another host than the one that the connector is trusted for. Take it out of the call, or make a connector of its own for that host.',
    cure: plain('A parameter of the call leads to another host than the connector is trusted for.', ['check_url']),
  },
  {
    id: 'private-address-list',
    shown: 'Connector URL is not matching the trusted connector private endpoint regex',
    start: /^Connector URL is not matching the trusted connector private endpoint regex/,
    means:
      'The host has a private address, and private addresses have a list of patterns of their own. An administrator adds the host there.',
    cure: plain('This address is private and not on the private list.', ['open_private_addresses']),
  },
  {
    id: 'private-address',
    shown: 'Remote inference host name has private ip address',
    start: /^Remote inference host name has private ip address/,
    means:
      'The host has a private address, and connectors may not call those unless an administrator allows it: connector.private_ip_enabled.',
    cure: plain((context) => `${place(context)} is a private address, and those are not allowed.`, ['open_private_addresses']),
  },
  {
    id: 'restricted-address',
    shown: 'Remote inference host name has restricted ip address',
    start: /^Remote inference host name has restricted ip address/,
    means:
      'The address belongs to a network that this server never calls, such as the one where clouds hand out credentials. No setting opens it.',
    cure: plain((context) => `${place(context)} is an address that this server never calls.`, ['check_url']),
  },
  {
    id: 'parameter-in-address',
    shown: "Parameter 'x' contains characters that are not allowed in the URL",
    start: /^Parameter '(.*)' contains characters that are not allowed in the URL/s,
    means: 'A parameter that fills a part of the address may not hold characters that would change where it leads. Send another value.',
    cure: ([, name = '']) => urlParameter(name),
  },
  {
    id: 'no-address',
    shown: 'Encountered error when trying to create uri',
    start: /^Encountered error when trying to create uri/,
    means: 'Once its placeholders are filled, the address of the action is no URL. Look at it in the Request pane.',
    cure: plain('The filled address is not a complete URL, or holds a character that no URL may hold.', ['check_url']),
  },
];

const payload: FailureRow[] = [
  {
    id: 'placeholder-not-filled',
    shown: 'Some parameter placeholder not filled in payload',
    start: /^Some parameter placeholder not filled in payload: (.*)/s,
    means:
      'The body of the action names parameters that neither the call nor the connector gives. Give them, write a default as ${parameters.size:-10}, or set skip_validating_missing_parameters to send them as they stand.',
    cure: ([, found = '']) => missingParameters(found),
  },
  {
    id: 'invalid-payload',
    shown: 'Invalid payload',
    start: /^Invalid payload: (.*)/s,
    means:
      'Once its placeholders are filled, the body is no JSON. Mostly a text lacks its quotation marks: "${parameters.prompt}" instead of ${parameters.prompt}.',
    cure: ([, text = '']) => brokenPayload(text),
  },
  {
    id: 'no-body',
    shown: 'Content length is 0. Aborting request to remote model',
    start: /^Content length is 0/,
    means: 'The action sends a body, but has no request_body, or one that comes out empty.',
    cure: plain('The action has no body.', ['add_request_body']),
  },
  {
    id: 'no-action',
    shown: 'no PREDICT action found',
    start: /^no (\S+) action found/,
    means: 'A call names an action by its type, and the connector has none of that type. Add it in the editor.',
    cure: ([, type = '']) => ({ message: `This connector has no ${type} action.`, actions: ['add_action'], names: [type] }),
  },
  {
    id: 'parameter-in-header',
    shown: "Header 'X' cannot use ${parameters.*} placeholders for security reasons",
    start: /^Header '(.*)' cannot use \$\{parameters/s,
    means:
      'Headers that say who calls may only take their value from the credential, which is kept sealed. Make it a field of the credential and write ${credential.name}.',
    cure: ([, name = '']) => ({ message: 'Put this value in the credential.', actions: ['move_to_credential'], names: [name] }),
  },
  {
    id: 'header-not-filled',
    shown: "Header 'X' contains unresolved placeholder",
    start: /^Header '(.*)' contains unresolved placeholder/s,
    means: 'A header names a parameter that neither the call nor the connector gives.',
    cure: ([, name = '']) => ({
      message: `The header ${name} needs a parameter that nobody gives.`,
      actions: ['fill_parameters'],
      names: [name],
    }),
  },
  {
    id: 'aws-field-missing',
    shown: 'Missing credential · Missing service name · Missing region',
    start: /^Missing (credential|service name|region)/,
    means: 'To sign a request for AWS, a connector of protocol aws_sigv4 needs the parameters region and service_name, and a credential.',
    cure: ([, what = '']) => ({ message: `aws_sigv4 needs the ${what}.`, actions: ['go_to_field'], names: [what.replace(' ', '_')] }),
  },
  {
    id: 'no-credential',
    shown: 'Connector credential is null or empty list',
    start: /^Connector credential is null or empty list/,
    means: 'A connector needs a credential with at least one field, also where its service asks for none.',
    cure: plain('The connector needs a credential.', ['go_to_field'], ['credential']),
  },
  {
    id: 'stream-parameter',
    shown: "The parameter 'stream' is not supported",
    start: /^The parameter 'stream' is not supported/,
    means: 'Here an answer comes in one piece. Take the parameter out, or ask for a stream.',
    cure: plain('Answers come in one piece here.', ['fill_parameters'], ['stream']),
  },
  {
    id: 'credential-not-set',
    shown: "The credential 'x' is not set",
    start: /^The credential '(.*?)' is not set/s,
    means: 'The connector names a field of its credential that has no value. Whoever may change the connector sets it in the editor.',
    cure: ([, name = '']) => ({ message: `The credential field ${name} has no value yet.`, actions: ['check_credential'], names: [name] }),
  },
];

const remote: FailureRow[] = [
  {
    id: 'error-from-service',
    shown: 'Error from remote service',
    start: /^Error from remote service: |^Remote service returned error status/,
    means:
      'The service was reached and refused. Its own words follow. 401 and 403: credential or region; 404: model or path; 429: too many calls, so wait or let the connector retry (client_config.max_retry_times); 5xx: it has trouble of its own.',
    cure: (_match, { status }, context) => refusedByService(status, context),
  },
  {
    id: 'left-alone',
    shown: '… failed 5 times in a row and is left alone for 15 s',
    start: /^\S+ failed \d+ times in a row and is left alone for (\d+) s/,
    means:
      'A service that keeps failing is not called for a while, so that callers do not wait for it in vain. The next call after that tries again.',
    cure: ([, seconds], _failure, context) => ({
      message: `${service(context)} keeps failing, so it is not called for a while: the next try is in ${seconds} s.`,
      actions: ['send_again'],
    }),
  },
  {
    id: 'stream-interface',
    shown: 'Fail to execute streaming',
    start: /^Fail to execute streaming/,
    means:
      'How a service streams is said by the parameter _llm_interface: openai/v1/chat/completions for http, bedrock/converse for aws_sigv4.',
    cure: plain(
      'Streams need the parameter _llm_interface: openai/v1/chat/completions over http, or bedrock/converse over aws_sigv4 with an address that ends in /converse.',
      ['fill_parameters'],
      ['_llm_interface'],
    ),
  },
  {
    id: 'streams-off',
    shown: 'Streaming is currently disabled',
    start: /^Streaming is currently disabled/,
    means: 'Streams are switched off for everybody. An administrator switches them on: stream_enabled.',
    cure: plain('Streams are off.', ['open_setting'], setting('stream_enabled')),
  },
  {
    id: 'stream-broken',
    shown: 'SSE failure with network error',
    start: /^SSE failure with network error/,
    means: 'The connection broke before the stream was complete. What came until then was shown.',
    cure: plain((context) => `The connection to ${service(context)} failed before the answer was complete.`, ['send_again']),
  },
  {
    id: 'stream-unreadable',
    shown: 'SSE failure',
    start: /^SSE failure/,
    means: 'What came is no stream of events in the shape of _llm_interface, or ended too early.',
    cure: plain((context) => `What ${service(context)} sent is no complete stream of events.`, ['show_answer', 'send_again']),
  },
  {
    id: 'client-certificate',
    shown: 'Failed to build mutual TLS managers',
    start: /^Failed to build mutual TLS managers|^For (PEM|PKCS12) keystore|^Credentials are required when mutual TLS is enabled/,
    means:
      'The connector proves who it is with a certificate, and that certificate or its key cannot be read as they stand in the credential.',
    cure: plain('The certificate of the connector cannot be used as it is.', ['check_credential']),
  },
  {
    id: 'empty-answer',
    shown: 'Remote service returned empty response body',
    start: /^Remote service returned empty response body/,
    means: 'The service said that all went well, and nothing else.',
    cure: plain((context) => `${service(context)} answered without a body.`, ['show_answer', 'send_again']),
  },
  {
    id: 'answer-too-large',
    shown: 'Remote service response is too large',
    start: /^Remote service response is too large/,
    means: 'Answers are read up to studio.response_max_bytes.',
    cure: plain('The answer is larger than this server reads.', ['open_setting'], ['studio.response_max_bytes']),
  },
  {
    id: 'answer-not-json',
    shown: 'Invalid JSON format · Unsupported response type',
    start: /^(Invalid JSON format|Unsupported response type)/,
    means: 'An answer has to be a JSON object or list. A page in HTML mostly means that the address is wrong, or that a proxy answered.',
    cure: plain((context) => `${service(context)} did not answer with a JSON object or list.`, ['show_answer']),
  },
  {
    id: 'name-not-found',
    shown: 'Failed to resolve remote host',
    start: /^Failed to resolve remote host/,
    means: 'The name of the host could not be looked up: a mistake in the address, or the name server of this machine does not know it.',
    cure: plain((context) => `Looking up the name ${context.host ?? 'of the host'} failed.`, ['check_url', 'try_mock']),
  },
  {
    id: 'no-connection',
    shown: 'Error communicating with remote model · Failed to connect to remote host',
    start: /^(Error communicating with remote model|Failed to connect to remote host)(: (.*))?/s,
    means:
      'The service could not be reached, or did not answer in time. client_config.connection_timeout is how long a connection may take (30 s), read_timeout how long an answer may take (30 s). The timeline of the run shows which phase it was.',
    cure: ([, , , cause = ''], _failure, context) => transport(cause, context),
  },
];

const functions: FailureRow[] = [
  {
    id: 'script-error',
    shown: 'compile error at line 1, column 9 · runtime error at line 2, column 5',
    start: /^(compile|runtime) error at line (\d+), column (\d+): (.*)/s,
    means:
      'A pre- or post-process script of the connector cannot be read, or stopped. The function lab of the editor runs it step by step.',
    cure: ([, kind = '', line = '', column = '', what = '']) => ({
      message: `The script ${kind === 'compile' ? 'cannot be read' : 'stops'} at line ${line}, column ${column}: ${what}`,
      actions: ['edit_script'],
    }),
  },
  {
    id: 'no-pre-process',
    shown: 'pre_process_function not defined',
    start: /^pre_process_function not defined/,
    means:
      'Text documents have to be turned into the parameters that the body names. Choose a pre-process function that suits the service, or send parameters.',
    cure: plain('This kind of input needs a pre-process function.', ['choose_function'], ['pre_process_function']),
  },
  {
    id: 'path-not-found',
    shown: 'No results for path',
    start: /^No results for path: (.*)|^Missing property in path (.*)/s,
    means:
      'The post-process function or the response_filter looks at a place where the answer has nothing: mostly they belong to another service. Compare the path with the answer.',
    cure: ([, path, parent]) => ({
      message: `The answer has nothing at ${path ?? parent}, where the post-process function or the response_filter looks.`,
      actions: ['choose_function', 'show_answer'],
      names: ['post_process_function'],
    }),
  },
  {
    id: 'post-process',
    shown: "Post process function input · Can't run post process function",
    start:
      /^(Post process function input|Can't run post process function|The embedding should be|The rerank result should|Rerank result|job arn is missing)/,
    means: 'The answer is not in the shape that the post-process function reads. Choose the one of the service that answers.',
    cure: plain('The answer is not what the post-process function expects.', ['choose_function', 'show_answer'], ['post_process_function']),
  },
];

const switches: FailureRow[] = [
  {
    id: 'remote-inference-off',
    shown: 'Remote Inference is currently disabled',
    start: /^Remote Inference is currently disabled/,
    means: 'No prediction leaves this server while remote inference is off. An administrator switches it on: remote_inference.enabled.',
    cure: plain('Remote inference is off.', ['open_setting'], setting('remote_inference.enabled')),
  },
  {
    id: 'access-control-off',
    shown: 'You cannot specify connector access control parameters',
    start: /^You cannot specify connector access control parameters/,
    means:
      'A connector can only be given to some while access control of connectors is on. Leave access_mode and backend_roles out, or switch it on.',
    cure: plain('Access control is off.', ['remove_access_fields', 'open_setting'], setting('connector_access_control_enabled')),
  },
  {
    id: 'model-access-control-off',
    shown: 'You cannot specify model access control parameters',
    start: /^You cannot specify model access control parameters/,
    means: 'A model can only be given to some while access control of models is on.',
    cure: plain('Access to models is not controlled.', ['open_setting'], setting('model_access_control_enabled')),
  },
  {
    id: 'controller-off',
    shown: 'Controller is currently disabled',
    start: /^Controller is currently disabled/,
    means: 'Limits for single users are kept by controllers, and those are switched off.',
    cure: plain('Limits of single users are switched off.', ['open_setting'], setting('controller_enabled')),
  },
  {
    id: 'deployment-plan',
    shown: "Don't allow custom deployment plan",
    start: /^Don't allow custom deployment plan/,
    means: 'Naming the nodes on which a model is deployed is switched off.',
    cure: plain('Deploy without naming nodes.', ['open_setting'], setting('allow_custom_deployment_plan')),
  },
  {
    id: 'task-limit',
    shown: 'exceed max running task limit',
    start: /^exceed max running task limit|m_l_limit_exceeded/,
    means: 'So many tasks of one kind run at once, and no more. Wait for one to end, or raise the limit.',
    cure: plain('Too many tasks are running. Wait, or raise the limit.', ['open_setting'], setting('max_register_model_tasks_per_node')),
  },
];

const models: FailureRow[] = [
  {
    id: 'models-deployed',
    shown: 'N models are still using this connector, please undeploy the models first',
    start: /^\d+ models are still using this connector, please undeploy/,
    means:
      'A connector cannot change while deployed models use it. The editor can undeploy them, save, and deploy them again; if a step fails, all is taken back.',
    cure: plain('Deployed models use it.', ['undeploy_save_deploy']),
  },
  {
    id: 'models-use-it',
    shown: 'N models are still using this connector, please delete or update the models first',
    start: /^\d+ models are still using this connector, please delete or update/,
    means: 'A connector cannot be deleted while models point to it. Delete them, or give them another connector.',
    cure: plain('Models point to it.', ['show_models']),
  },
  {
    id: 'model-not-deployed',
    shown: 'Model not ready yet',
    start: /^Model not ready yet/,
    means: 'The model is not deployed, and deploying it with its first prediction is off: model_auto_deploy.enable.',
    cure: plain('The model is not deployed, and deploying on first use is off.', ['open_setting'], setting('model_auto_deploy.enable')),
  },
  {
    id: 'model-limit',
    shown: 'Request is throttled at model level',
    start: /^Request is throttled at model level/,
    means: 'The model has a limit of calls in a time. Wait, or raise the limit of the model.',
    cure: plain('The model has a limit of its own, which is used up for now.', ['send_again']),
  },
  {
    id: 'connector-gone',
    shown: 'Failed to find connector',
    start: /^Failed to find connector/,
    means: 'The connector was deleted, or you may not see it.',
    cure: plain('The connector is gone, or you may not see it. Choose another.', []),
  },
  {
    id: 'connector-of-others',
    shown: "You don't have permission to use the connector",
    start: /^You don't have permission to (use|update) the connector/,
    means: 'Who may use a connector is decided by its owner and its backend roles.',
    cure: plain('Ask the owner of the connector to share it with you.', []),
  },
  {
    id: 'group-of-others',
    shown: "You don't have permissions to perform this operation",
    start: /^You don't have permissions to perform this operation/,
    means: 'Who may use a model group is decided by its owner and its backend roles.',
    cure: plain('Choose another group, or ask its owner for access.', []),
  },
  {
    id: 'group-name-taken',
    shown: 'The name … you provided is unavailable',
    start: /^The name .* you provided is unavailable/s,
    means: 'A model makes a group of its own name, and another group has that name.',
    cure: plain('Another group has this name. Choose another name for the model.', []),
  },
  {
    id: 'mcp-connector',
    shown: 'Cannot Create a Model from MCP Connector',
    start: /^Cannot Create a Model from MCP Connector/,
    means: 'Connectors of MCP give tools to agents; models need one that predicts.',
    cure: plain('Choose a connector of protocol http or aws_sigv4.', []),
  },
  {
    id: 'no-action-for-model',
    shown: 'The connector has no action that a model can call',
    start: /^The connector has no action that a model can call/,
    means: 'A model predicts with the PREDICT action of its connector.',
    cure: plain('Add a PREDICT action to the connector, or choose another.', ['add_action']),
  },
  {
    id: 'limit-of-zero',
    shown: 'rate must be greater than zero',
    start: /^rate must be greater than zero/,
    means: 'The limit of the model lets nothing through.',
    cure: plain("The model's limit lets nothing through. Raise it, then deploy again.", []),
  },
  {
    id: 'model-deployed',
    shown: 'Model cannot be deleted in deploying or deployed state',
    start: /^Model cannot be deleted in deploying or deployed state/,
    means: 'A model that is deployed is in use.',
    cure: plain('Undeploy it first.', []),
  },
  {
    id: 'local-model',
    shown: 'The studio calls models that run elsewhere',
    start: /^The studio calls models that run elsewhere/,
    means: 'The record of a model that runs in a cluster is kept here, but only the cluster can run it.',
    cure: plain('Deploy this one in the cluster that holds it, or register a model with a connector here.', ['register_model']),
  },
  {
    id: 'changed-meanwhile',
    shown: 'version conflict',
    start: /^\[[^\]]*\]: version conflict|^version conflict/i,
    means:
      'Somebody else saved between your looking and your saving. Nothing of either is lost: look at what is stored now, then save again.',
    cure: plain('Somebody else changed this meanwhile. Look at it, then try again.', []),
  },
];

export const failureGroups: readonly { title: string; rows: readonly FailureRow[] }[] = [
  { title: 'Address', rows: address },
  { title: 'Request', rows: payload },
  { title: 'Service', rows: remote },
  { title: 'Functions', rows: functions },
  { title: 'Models', rows: models },
  { title: 'Switches and limits', rows: switches },
];

/** Tried in order: the first whose text begins so is meant. */
export const failures: readonly FailureRow[] = failureGroups.flatMap(({ rows }) => rows);
