import { expect, test } from 'vitest';
import { isObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { BlueprintDraft } from './blueprint.ts';
import { blueprintOfConnector } from './blueprint-of-connector.ts';
import { checkBlueprint } from './check-blueprint.ts';
import { gallery } from './gallery.ts';
import { literalSecrets } from './literal-secrets.ts';

function draftOf(body: object) {
  const read = parseJson(JSON.stringify(body));
  if (!isObject(read)) throw new Error('a body is an object');
  return blueprintOfConnector(read);
}

test.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))(
  'a connector made from %s becomes a draft that only lacks words and an example',
  (_id, blueprint) => {
    const draft = draftOf({
      ...blueprint.connector,
      credential: Object.fromEntries(Object.keys(blueprint.connector.credential).map((key) => [key, 'secret'])),
    });
    expect(BlueprintDraft.parse(draft)).toEqual(draft);
    expect(draft.connector.credential).toEqual(blueprint.connector.credential);
    expect(draft.connector.actions).toEqual(blueprint.connector.actions);
    const open = checkBlueprint({ ...draft, examples: blueprint.examples }).filter(({ severity }) => severity === 'error');
    expect(open).toEqual([]);
  },
);

test('C-13: nothing of the credential is in it, and what ML Commons has a switch for is', () => {
  const draft = draftOf({
    name: 'Mine',
    version: 1,
    protocol: 'http',
    credential: { key: 'planted-canary' },
    parameters: { n: 5 },
    client_config: { max_retry_times: 3, max_connection: 30 },
    actions: [
      {
        action_type: 'PREDICT',
        method: 'POST',
        url: 'https://api.acme.example/v1',
        request_body: '{"n": ${parameters.n}}',
        supports_structured_output: true,
      },
    ],
  });
  expect(JSON.stringify(draft)).not.toContain('canary');
  expect(draft.connector.actions[0]?.supports_structured_output).toBe(true);
  expect(draft.connector.client_config).toEqual({ max_retry_times: 3 });
  expect(draft.trusted_pattern).toBe('^https://api\\.acme\\.example/.*$');
  expect(literalSecrets(draft)).toEqual([]);
});
