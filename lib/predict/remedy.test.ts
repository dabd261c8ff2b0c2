import { expect, test } from 'vitest';
import { failures } from './failure-table.ts';
import { remedyFor } from './remedy.ts';

const cure = (reason: string, status = 400) =>
  remedyFor({ reason, status }, { host: 'api.example.com', provider: 'Example', connection_timeout: 30, read_timeout: 20 });

test('names the host that is not trusted', () => {
  expect(cure('Connector URL is not matching the trusted connector endpoint regex')).toEqual({
    id: 'untrusted-address',
    message: 'api.example.com is not on the list of trusted endpoints.',
    actions: ['trust_host', 'copy_for_administrator'],
  });
});

test('names every missing parameter once', () => {
  expect(cure('Some parameter placeholder not filled in payload: a, b, a')).toEqual({
    id: 'placeholder-not-filled',
    message: 'The body needs a and b.',
    actions: ['fill_parameters', 'keep_placeholders'],
    names: ['a', 'b'],
  });
});

test('says where a script stops, and why', () => {
  expect(cure('runtime error at line 2, column 5: cannot access [x] on null')).toEqual({
    id: 'script-error',
    message: 'The script stops at line 2, column 5: cannot access [x] on null',
    actions: ['edit_script'],
  });
  expect(cure('compile error at line 1, column 9: cannot resolve symbol [y]')?.message).toBe(
    'The script cannot be read at line 1, column 9: cannot resolve symbol [y]',
  );
});

test('says where a filled body stops being JSON', () => {
  const { message } = cure('Invalid payload: {\n  "model": "m",\n  "texts": hello\n}') ?? {};
  expect(message).toBe('After filling, the body is not JSON: line 3, column 12, near `"texts": hello`.');
});

test('says where text follows a body that is whole', () => {
  expect(cure('Invalid payload: {"a":1} x')?.message).toBe('After filling, the body is not JSON: line 1, column 8, near `{"a":1} x`.');
});

test.each([
  [401, 'Example answered 401. Check the credential and the region.', 'check_credential'],
  [404, 'Example answered 404. Check the model and the path.', 'check_url'],
  [429, 'Example answered 429. Wait a moment, or let the connector retry.', 'set_retries'],
  [503, 'Example answered 503. It has trouble of its own: try again later.', 'show_answer'],
])('a service that answers %i gets its own advice', (status, message, first) => {
  const found = cure('Error from remote service: {"a":1}', status);
  expect([found?.message, found?.actions[0]]).toEqual([message, first]);
});

test('says which time-out ended a call', () => {
  expect(cure('Error communicating with remote model: read timed out', 500)?.message).toBe(
    'Example did not answer within read_timeout (20 s).',
  );
  expect(cure('Error communicating with remote model: connection_timeout', 500)?.message).toContain('connection_timeout (30 s)');
});

test('an unknown failure has no cure', () => {
  expect(cure('Infinite loop in property interpolation of x: a')).toBeUndefined();
});

test('streams, services that are left alone and certificates have remedies of their own', () => {
  const actions = (reason: string, status: number) => remedyFor({ status, reason }, { provider: 'OpenAI' })?.actions;
  const alone = 'https://api.openai.com:443 failed 5 times in a row and is left alone for 15 s. The last failure: no answer';
  expect(remedyFor({ status: 503, reason: alone }, { provider: 'OpenAI' })).toEqual({
    id: 'left-alone',
    message: 'OpenAI keeps failing, so it is not called for a while: the next try is in 15 s.',
    actions: ['send_again'],
  });
  expect(actions('Fail to execute streaming', 500)).toEqual(['fill_parameters']);
  expect(actions('SSE failure with network error', 500)).toEqual(['send_again']);
  expect(actions('SSE failure', 500)).toEqual(['show_answer', 'send_again']);
  expect(actions('For PEM keystore, provide both client_cert_pem and client_key_pem', 500)).toEqual(['check_credential']);
});

test('a failure whose words say nothing is cured by what caused it', () => {
  const wrapped = { status: 500, reason: 'Fail to execute PREDICT in aws connector' };
  expect(remedyFor(wrapped)).toBeUndefined();
  expect(remedyFor(wrapped, { cause: "No results for path: $['embeddings']" })).toEqual({
    id: 'path-not-found',
    message: "The answer has nothing at $['embeddings'], where the post-process function or the response_filter looks.",
    actions: ['choose_function', 'show_answer'],
    names: ['post_process_function'],
  });
  expect(remedyFor(wrapped, { cause: 'Post process function input is not a List.' })?.actions).toContain('choose_function');
});

test('every failure of the table is found by the text that its explanation shows, and has an address of its own', () => {
  for (const { id, shown, means } of failures) {
    for (const text of shown.split(' · ')) {
      const said = text
        .replace(/^N /, '3 ')
        .replace(/^…(?= failed)/, 'https://a.example')
        .replaceAll('…', 'x');
      const written =
        id === 'placeholder-not-filled' || id === 'invalid-payload' ? `${said}: a` : id === 'error-from-service' ? `${said}: a` : said;
      const found = remedyFor({ reason: id === 'script-error' || id === 'path-not-found' ? `${written}: a` : written, status: 400 });
      expect([text, found?.id]).toEqual([text, id]);
    }
    expect(means.endsWith('.')).toBe(true);
  }
  expect(new Set(failures.map(({ id }) => id)).size).toBe(failures.length);
});
