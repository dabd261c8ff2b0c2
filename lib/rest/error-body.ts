import { type ErrorType, isStudioError, type StudioError } from '#lib/errors.ts';

/** Failures that are OpenSearch's own; the other types are Java's, and never stand for the root of one of OpenSearch's. */
const ofOpenSearch: ReadonlySet<ErrorType> = new Set<ErrorType>([
  'status_exception',
  'parse_exception',
  'parsing_exception',
  'settings_exception',
  'security_exception',
  'resource_not_found_exception',
  'index_not_found_exception',
  'version_conflict_engine_exception',
  'search_phase_execution_exception',
  'query_shard_exception',
  'remote_connector_throttling_exception',
  'script_exception',
  'exception',
]);

const causeOf = ({ cause }: StudioError): StudioError | undefined => (isStudioError(cause) ? cause : undefined);

/** The innermost of OpenSearch's own failures in an unbroken chain; a failed search points at its shard's failure, whatever it is. */
function rootOf(error: StudioError): StudioError {
  const cause = causeOf(error);
  if (!cause || !ofOpenSearch.has(error.type)) return error;
  return ofOpenSearch.has(cause.type) || error.type === 'search_phase_execution_exception' ? rootOf(cause) : error;
}

/** What a trace shows of a failure we understand: names and reasons, never a file or a line of ours. */
function traceOf(error: StudioError): string {
  const cause = causeOf(error);
  return `${error.type}: ${error.message}${cause ? `\nCaused by: ${traceOf(cause)}` : ''}`;
}

type Rendered = Record<string, unknown>;

const render = ({ type, message, details }: StudioError): Rendered => ({ type, reason: message, ...details });

function renderWithCause(error: StudioError): Rendered {
  const cause = causeOf(error);
  const { suppressed } = error;
  return {
    ...render(error),
    ...(cause && { caused_by: renderWithCause(cause) }),
    ...(suppressed && { suppressed: suppressed.map(renderWithCause) }),
  };
}

export const statusOf = (thrown: unknown): number => (isStudioError(thrown) ? thrown.status : 500);

/**
 * Renders anything thrown as OpenSearch renders failures (rest-api.md §1.2), with `fields` naming the inputs at fault on routes of our own.
 * A failure that nobody foresaw says only its id, under which the log has more (threats.md E-01).
 */
export function errorBody(thrown: unknown, { requestId, trace = false }: { requestId: string; trace?: boolean }): Rendered {
  if (!isStudioError(thrown)) {
    const cause = { type: 'exception', reason: 'Internal error' };
    return { error: { root_cause: [cause], ...cause, id: requestId }, status: 500 };
  }
  const stack = (error: StudioError) => (trace ? { stack_trace: traceOf(error) } : undefined);
  const root = rootOf(thrown);
  const { fields, status } = thrown;
  const rootCause = [{ ...render(root), ...stack(root) }];
  return { error: { root_cause: rootCause, ...renderWithCause(thrown), ...(fields && { fields }), ...stack(thrown) }, status };
}
