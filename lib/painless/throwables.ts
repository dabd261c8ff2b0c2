import type { ScriptErrorType } from '#lib/errors.ts';

/** The exceptions that a script can make, throw and catch: each with the name that OpenSearch's answers use and the class above it. */
const table = {
  Exception: { type: 'exception', parent: null, in: 'java.lang' },
  RuntimeException: { type: 'runtime_exception', parent: 'Exception', in: 'java.lang' },
  ArithmeticException: { type: 'arithmetic_exception', parent: 'RuntimeException', in: 'java.lang' },
  ArrayIndexOutOfBoundsException: { type: 'array_index_out_of_bounds_exception', parent: 'IndexOutOfBoundsException', in: 'java.lang' },
  ArrayStoreException: { type: 'array_store_exception', parent: 'RuntimeException', in: 'java.lang' },
  ClassCastException: { type: 'class_cast_exception', parent: 'RuntimeException', in: 'java.lang' },
  ConcurrentModificationException: { type: 'concurrent_modification_exception', parent: 'RuntimeException', in: 'java.util' },
  DateTimeException: { type: 'date_time_exception', parent: 'RuntimeException', in: 'java.time' },
  DateTimeParseException: { type: 'date_time_parse_exception', parent: 'DateTimeException', in: 'java.time.format' },
  IllegalArgumentException: { type: 'illegal_argument_exception', parent: 'RuntimeException', in: 'java.lang' },
  IllegalStateException: { type: 'illegal_state_exception', parent: 'RuntimeException', in: 'java.lang' },
  IndexOutOfBoundsException: { type: 'index_out_of_bounds_exception', parent: 'RuntimeException', in: 'java.lang' },
  NegativeArraySizeException: { type: 'negative_array_size_exception', parent: 'RuntimeException', in: 'java.lang' },
  NoSuchElementException: { type: 'no_such_element_exception', parent: 'RuntimeException', in: 'java.util' },
  NullPointerException: { type: 'null_pointer_exception', parent: 'RuntimeException', in: 'java.lang' },
  NumberFormatException: { type: 'number_format_exception', parent: 'IllegalArgumentException', in: 'java.lang' },
  PatternSyntaxException: { type: 'pattern_syntax_exception', parent: 'IllegalArgumentException', in: 'java.util.regex' },
  SecurityException: { type: 'security_exception', parent: 'RuntimeException', in: 'java.lang' },
  StringIndexOutOfBoundsException: { type: 'string_index_out_of_bounds_exception', parent: 'IndexOutOfBoundsException', in: 'java.lang' },
  UnsupportedOperationException: { type: 'unsupported_operation_exception', parent: 'RuntimeException', in: 'java.lang' },
} as const satisfies Record<string, { type: ScriptErrorType; parent: string | null; in: string }>;

export type ThrowableName = keyof typeof table;

export const throwableNames = Object.keys(table) as ThrowableName[]; // Object.keys forgets what the keys are

export const isThrowableName = (name: string): name is ThrowableName => Object.hasOwn(table, name);

export const errorTypeOf = (name: ThrowableName): ScriptErrorType => table[name].type;

export const qualifiedName = (name: ThrowableName): string => `${table[name].in}.${name}`;

/** Is every `name` also a `parent`? */
export function isKindOf(name: ThrowableName, parent: ThrowableName): boolean {
  for (let at: ThrowableName | null = name; at !== null; at = table[at].parent) if (at === parent) return true;
  return false;
}
