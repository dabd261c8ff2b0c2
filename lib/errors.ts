/** OpenSearch's names for failures: class name in snake case (rest-api.md §1.3). */
export type ErrorType =
  | 'illegal_argument_exception'
  | 'status_exception'
  | 'parse_exception'
  | 'parsing_exception'
  | 'json_parse_exception'
  | 'json_e_o_f_exception'
  | 'stream_constraints_exception'
  | 'input_coercion_exception'
  | 'number_format_exception'
  | 'action_request_validation_exception'
  | 'settings_exception'
  | 'security_exception'
  | 'resource_not_found_exception'
  | 'index_not_found_exception'
  | 'index_out_of_bounds_exception'
  | 'version_conflict_engine_exception'
  | 'rejected_execution_exception'
  | 'search_phase_execution_exception'
  | 'named_object_not_found_exception'
  | 'x_content_parse_exception'
  | 'date_time_parse_exception'
  | 'query_shard_exception'
  | 'remote_connector_throttling_exception'
  | 'illegal_state_exception'
  | 'unsupported_operation_exception'
  | 'json_syntax_exception'
  | 'class_cast_exception'
  | 'path_not_found_exception'
  | 'invalid_path_exception'
  | 'pattern_syntax_exception'
  | 'u_r_i_syntax_exception'
  | 'array_store_exception'
  | 'array_index_out_of_bounds_exception'
  | 'null_pointer_exception'
  | 'script_exception'
  | 'i_o_exception'
  | 'm_l_exception'
  | 'm_l_validation_exception'
  | 'm_l_resource_not_found_exception'
  | 'm_l_limit_exceeded_exception'
  | 'exception'
  | ScriptErrorType;

/** What a script can fail with, as the cause of a `script_exception`. */
export type ScriptErrorType =
  | 'arithmetic_exception'
  | 'array_index_out_of_bounds_exception'
  | 'array_store_exception'
  | 'class_cast_exception'
  | 'concurrent_modification_exception'
  | 'date_time_exception'
  | 'date_time_parse_exception'
  | 'exception'
  | 'illegal_argument_exception'
  | 'illegal_state_exception'
  | 'index_out_of_bounds_exception'
  | 'lexer_no_viable_alt_exception'
  | 'negative_array_size_exception'
  | 'no_such_element_exception'
  | 'no_viable_alt_exception'
  | 'null_pointer_exception'
  | 'number_format_exception'
  | 'painless_error'
  | 'pattern_syntax_exception'
  | 'runtime_exception'
  | 'security_exception'
  | 'stack_overflow_error'
  | 'string_index_out_of_bounds_exception'
  | 'unsupported_operation_exception';

const mark = Symbol.for('studio.error');

/** Modules live twice in one process (once in Next's bundle), so an error is recognised by its mark, never by instanceof. */
export const isStudioError = (thrown: unknown): thrown is StudioError => thrown instanceof Error && mark in thrown;

export type FieldProblem = { path: string; message: string };

type Extras = ErrorOptions & {
  /** Members that OpenSearch prints after `reason`, such as `line` and `col`: plain JSON values. */
  details?: Record<string, unknown>;
  /** Failures of earlier attempts, rendered as `suppressed`. */
  suppressed?: StudioError[];
  /** Problems by field, so that a form can place them (the studio's own routes). */
  fields?: FieldProblem[];
  /** The failure will not go away by asking again, whatever its status says. */
  isFinal?: boolean;
  /** Response headers that belong to the failure: `Retry-After`, `Allow`. */
  headers?: Record<string, string>;
};

/**
 * A failure we understand: OpenSearch's `type`, an HTTP status and a reason for a person. Its `cause`, when a StudioError too, is
 * rendered as `caused_by`. Neither message nor cause ever carries a credential.
 */
export class StudioError extends Error {
  readonly type: ErrorType;
  readonly status: number;
  readonly details: Record<string, unknown> | undefined;
  readonly suppressed: StudioError[] | undefined;
  readonly fields: FieldProblem[] | undefined;
  readonly headers: Record<string, string> | undefined;
  readonly isFinal: boolean;
  readonly [mark] = true;

  constructor(type: ErrorType, status: number, reason: string, extras: Extras = {}) {
    super(reason, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'StudioError';
    this.type = type;
    this.status = status;
    this.details = extras.details;
    this.suppressed = extras.suppressed;
    this.fields = extras.fields;
    this.headers = extras.headers;
    this.isFinal = extras.isFinal ?? false;
  }
}

/** The caller sent something we refuse: HTTP 400. */
export const illegalArgument = (reason: string, extras?: Extras) => new StudioError('illegal_argument_exception', 400, reason, extras);

/** A failure whose status carries meaning: 403, 404, 409, 429, or whatever the remote service answered. */
export const statusError = (status: number, reason: string, extras?: Extras) => new StudioError('status_exception', status, reason, extras);
