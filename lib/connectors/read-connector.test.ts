import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import { readConnectorFields } from './read-connector.ts';

const read = (text: string) => readConnectorFields(readJson(text));
const failure = (text: string) => {
  try {
    read(text);
  } catch (thrown) {
    if (isStudioError(thrown)) return { type: thrown.type, status: thrown.status, reason: thrown.message, ...thrown.details };
    throw thrown;
  }
  throw new Error('nothing was refused');
};
const source = (column: number) =>
  `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: 1, column: ${column}]`;

describe('coercion', () => {
  test('scalars become text as they are written, parameters as Java would write them', () => {
    expect(
      read('{"name":42,"version":1.0,"description":true,"parameters":{"a":1.0,"b":1e7,"c":0.0001,"d":null,"e":[1,{"k":2}],"f":" x "}}'),
    ).toEqual({
      name: '42',
      version: '1.0',
      description: 'true',
      parameters: { a: '1.0', b: '1.0E7', c: '1.0E-4', d: 'null', e: '[1,{"k":2}]', f: ' x ' },
    });
  });

  test('headers and credentials take scalars; null and scalars in place of a map are an empty one', () => {
    expect(read('{"credential":{"a":5,"b":true,"c":1.50},"headers":null,"parameters":"abc"}')).toEqual({
      credential: { a: '5', b: 'true', c: '1.50' },
      headers: {},
      parameters: {},
    });
  });

  test('client_config brings all its defaults, numbers lose their fraction, texts are read as numbers', () => {
    expect(read('{"client_config":{"max_connection":3.9,"read_timeout":"7.9","retry_backoff_policy":"EXPONENTIAL_FULL_JITTER"}}')).toEqual({
      client_config: {
        max_connection: 3,
        connection_timeout: 30,
        read_timeout: 7,
        retry_backoff_millis: 200,
        retry_timeout_seconds: 30,
        max_retry_times: 0,
        retry_backoff_policy: 'exponential_full_jitter',
        skip_ssl_verification: false,
        mutual_tls_enabled: false,
      },
    });
  });

  test('unknown members are skipped whatever they hold, an access mode that does not exist counts as not sent', () => {
    expect(read('{"owner":{"name":"x"},"created_time":5,"foo":[1,{"b":2}],"access":"public","access_mode":"Public"}')).toEqual({
      access_mode: undefined,
    });
  });

  test('actions keep ML Commons’ order of members, upper-case types, and a flag only when it is true', () => {
    const text =
      '{"actions":[{"name":"n","url":"u","foo":1,"method":"m","supports_structured_output":"false","headers":{"A":1},"action_type":"predict"}]}';
    expect(JSON.stringify(read(text).actions)).toBe('[{"action_type":"PREDICT","method":"m","url":"u","headers":{"A":"1"},"name":"n"}]');
  });

  test('members called __proto__ are members like any other (J-01)', () => {
    const { parameters } = read('{"parameters":{"__proto__":{"isAdmin":true}}}');
    expect(Object.getOwnPropertyNames(parameters)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
  });
});

describe('what is refused', () => {
  test.each([
    ['{"name":null}', 'illegal_state_exception', 500, "Can't get text on a VALUE_NULL at 1:9"],
    ['{"name":{}}', 'illegal_state_exception', 500, "Can't get text on a START_OBJECT at 1:9"],
    ['{"credential":{"a":["b"]}}', 'illegal_state_exception', 500, "Can't get text on a START_ARRAY at 1:20"],
    ['{"dry_run":1}', 'json_parse_exception', 400, `Current token (VALUE_NUMBER_INT) not of boolean type${source(13)}`],
    ['{"dry_run":"yes"}', 'illegal_argument_exception', 400, 'Failed to parse value [yes] as only [true] or [false] are allowed.'],
    ['{"client_config":{"max_connection":"abc"}}', 'number_format_exception', 400, 'For input string: "abc"'],
    [
      '{"client_config":{"max_connection":null}}',
      'json_parse_exception',
      400,
      `Current token (VALUE_NULL) not numeric, can not use numeric value accessors${source(40)}`,
    ],
    [
      '{"client_config":{"max_connection":99999999999}}',
      'input_coercion_exception',
      400,
      `Numeric value (99999999999) out of range of int (-2147483648 - 2147483647)${source(47)}`,
    ],
    ['{"client_config":{"max_connection":"3e9"}}', 'illegal_argument_exception', 400, 'Value [3e9] is out of range for an integer'],
    ['{"client_config":{"retry_backoff_policy":"linear"}}', 'illegal_argument_exception', 400, 'Unsupported retry backoff policy'],
    [
      '{"actions":[{"action_type":"foo"}]}',
      'illegal_argument_exception',
      400,
      'No enum constant org.opensearch.ml.common.connector.ConnectorAction.ActionType.FOO',
    ],
    ['{"actions":[{}]}', 'illegal_argument_exception', 400, "action type can't be null"],
  ])('%s', (text, type, status, reason) => {
    expect(failure(text)).toMatchObject({ type, status, reason });
  });

  test.each([
    ['{"actions":{}}', 'START_ARRAY', 'START_OBJECT', 12],
    ['{"actions":["x"]}', 'START_OBJECT', 'VALUE_STRING', 13],
    ['{"backend_roles":"it"}', 'START_ARRAY', 'VALUE_STRING', 18],
    ['{"client_config":[]}', 'START_OBJECT', 'START_ARRAY', 18],
    ['{"parameters":[]}', 'START_OBJECT', 'START_ARRAY', 15],
  ])('%s names what was expected, and where', (text, wanted, found, col) => {
    expect(failure(text)).toEqual({
      type: 'parsing_exception',
      status: 400,
      reason: `Failed to parse object: expecting token of type [${wanted}] but found [${found}]`,
      line: 1,
      col,
    });
  });

  test('the first member that is wrong decides, in the order in which they were written', () => {
    expect(failure('{"actions":[{"action_type":"predict"}],"name":null}').reason).toBe("url can't be null");
    expect(failure('{"name":null,"actions":[{"action_type":"predict"}]}').reason).toBe("Can't get text on a VALUE_NULL at 1:9");
  });
});
