import { expect, test } from 'vitest';
import { aConnector, anAction } from '../../test/a-connector.ts';
import { ConnectorInput, ConnectorPatch, ConnectorView } from './schema.ts';

const messages = (body: unknown) => {
  const { error } = ConnectorInput.safeParse(body);
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]));
};

test('a form is judged by the rules and in the words of the API', () => {
  const body = aConnector({
    name: 'a&b',
    protocol: 'grpc',
    connector_id: '_x',
    actions: [anAction({ method: '', headers: { Cookie: '${parameters.x}' }, name: 'Predict' })],
  });
  expect(messages(body)).toEqual({
    name: `Model connector name can only contain letters, numbers, spaces, and basic punctuation (.,!?():@-_'/")`,
    protocol: 'Unsupported connector protocol. Please use one of [aws_sigv4, http, mcp_sse, mcp_streamable_http]',
    connector_id: "connector id must not start with '_'",
    'actions.0.method': "method can't be null",
    'actions.0.action_type': expect.any(String),
    'actions.0.headers.Cookie':
      "Header 'Cookie' cannot use ${parameters.*} placeholders for security reasons. Use ${credential.*} instead.",
  });
});

test('an update may leave out everything', () => {
  expect(ConnectorPatch.parse({})).toEqual({});
});

test('what leaves the server has no place for a credential (C-10)', () => {
  const view = { protocol: 'http', created_time: 1, last_updated_time: 1 };
  expect(ConnectorView.safeParse(view).success).toBe(true);
  expect(ConnectorView.safeParse({ ...view, credential: {} }).success).toBe(false);
});
