import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { blankText, blueprintText } from './new-body.ts';
import { copyText, storedText } from './stored-body.ts';

test('a blueprint begins with every secret empty, the optional ones too', () => {
  for (const blueprint of gallery) {
    const { credential } = JSON.parse(blueprintText(blueprint)) as { credential: Record<string, string> };
    const asked = blueprint.questions.filter(({ key }) => key.startsWith('credential.')).map(({ key }) => key.slice('credential.'.length));
    expect(Object.keys(credential).toSorted(), blueprint.id).toEqual(asked.toSorted());
    expect(Object.values(credential).join(''), blueprint.id).toBe('');
  }
});

test('a blank connector has one action and no credential', () => {
  expect(JSON.parse(blankText)).toMatchObject({ protocol: 'http', actions: [{ action_type: 'PREDICT' }] });
});

const connector: Connector = {
  name: 'Cohere',
  version: '2',
  protocol: 'http',
  parameters: { model: 'm', old: 'x' },
  actions: [{ action_type: 'PREDICT', method: 'POST', url: 'https://a.example' }],
  access: 'private',
  owner: { name: 'ana', backend_roles: [], roles: [], custom_attribute_names: [], user_requested_tenant: null },
  created_time: 1,
  last_updated_time: 2,
};

test('C-13: a copy names the keys of the credential but carries no value, and leaves out what it is made without', () => {
  expect(JSON.parse(copyText(connector, ['key', 'spare'], undefined))).toMatchObject({
    name: 'Cohere copy',
    credential: { key: '', spare: '' },
    parameters: { model: 'm', old: 'x' },
    access_mode: 'private',
  });
  expect(JSON.parse(copyText(connector, ['key', 'spare'], 'credential.spare')).credential).toEqual({ key: '' });
  expect(JSON.parse(copyText(connector, ['key'], 'parameters.old')).parameters).toEqual({ model: 'm' });
  expect(JSON.parse(copyText(connector, [], undefined))).not.toHaveProperty('owner');
});

test('an editor begins without what only the server writes', () => {
  expect(Object.keys(JSON.parse(storedText(connector)))).toEqual(['name', 'version', 'protocol', 'parameters', 'actions', 'access']);
});
