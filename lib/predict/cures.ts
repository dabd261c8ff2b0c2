import { isStudioError } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import type { Remedy, RemedyAction, RemedyContext } from './remedy.ts';

/** Who answers, as far as it is known. */
export const service = ({ provider, host }: RemedyContext) => provider ?? host ?? 'The service';
const list = (names: string[]) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);

export const urlParameter = (name: string): Remedy => ({
  message: `The value of ${name} would change the address: it may not hold a slash, a question mark or the like.`,
  actions: ['fill_parameters'],
  names: [name],
});

export function missingParameters(found: string): Remedy {
  const names = [...new Set(found.split(', ').filter(Boolean))];
  if (names.length === 0) return { message: 'The body still holds ${parameters}.', actions: ['go_to_placeholder'] };
  return { message: `The body needs ${list(names)}.`, actions: ['fill_parameters', 'keep_placeholders'], names };
}

/** Names what nobody filled; else says where the filled text stops being JSON, and shows the line from there. */
export function brokenPayload(payload: string): Remedy {
  if (payload.trim() === '') return { message: 'The action has no body.', actions: ['add_request_body'] };
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

export function refusedByService(status: number, context: RemedyContext): Remedy {
  const message = `${service(context)} answered ${status}.`;
  const actions: RemedyAction[] = ['show_answer', 'send_again'];
  if (status === 401 || status === 403)
    return { message: `${message} Check the credential and the region.`, actions: ['check_credential', ...actions] };
  if (status === 404) return { message: `${message} Check the model and the path.`, actions: ['check_url', ...actions] };
  if (status === 429) return { message: `${message} Wait a moment, or let the connector retry.`, actions: ['set_retries', ...actions] };
  if (status >= 500) return { message: `${message} It has trouble of its own: try again later.`, actions };
  return { message, actions };
}

export function transport(cause: string, context: RemedyContext): Remedy {
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
