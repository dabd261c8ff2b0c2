import { expect, test } from 'vitest';
import { providerOf } from '#lib/connectors/provider-of.ts';
import { assertSafePattern } from '#lib/settings/java-pattern.ts';
import { isHostAgnostic, isTrusted } from '#lib/settings/trusted-endpoints.ts';
import { substitute } from '#lib/template/substitute.ts';
import { answerQuestions } from './answer-questions.ts';
import { authKind } from './auth-kind.ts';
import { Blueprint } from './blueprint.ts';
import { checkBlueprint } from './check-blueprint.ts';
import { findBlueprint } from './find-blueprint.ts';
import { gallery } from './gallery.ts';
import { providerNames } from './provider-names.ts';

const placeholders = (text: string, kind: string) =>
  [...text.matchAll(new RegExp(`\\$\\{${kind}\\.([^}:]+)`, 'g'))].map((match) => match[1]);

test('every blueprint is a valid blueprint file with an id of its own', () => {
  for (const blueprint of gallery) expect(Blueprint.parse(structuredClone(blueprint))).toEqual(blueprint);
  expect(new Set(gallery.map(({ id }) => id)).size).toBe(gallery.length);
  for (const { provider } of gallery) expect(providerNames[provider]).toBeDefined();
});

test('every provider that has a name on the screen has a blueprint', () => {
  expect([...new Set(gallery.map(({ provider }) => provider))].sort()).toEqual(Object.keys(providerNames).sort());
});

test('titles and descriptions tell blueprints apart', () => {
  expect(new Set(gallery.map(({ title }) => title)).size).toBe(gallery.length);
  expect(new Set(gallery.map(({ summary }) => summary)).size).toBe(gallery.length);
  expect(new Set(gallery.map(({ connector }) => connector.name)).size).toBe(gallery.length);
});

test.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))('nothing stands against publishing %s', (_id, blueprint) => {
  expect(checkBlueprint(blueprint).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('an unknown field of a blueprint file is refused with its path', () => {
  const broken = {
    ...structuredClone(gallery[0]),
    questions: [{ key: 'parameters.a', label: 'A', type: 'text', required: true, hint: 'x' }],
  };
  const { error } = Blueprint.safeParse(broken);
  expect(error?.issues[0]?.path).toEqual(['questions', 0]);
  expect(error?.issues[0]?.message).toContain('hint');
});

test('another format number is refused by name', () => {
  const { error } = Blueprint.safeParse({ ...structuredClone(gallery[0]), format: 'ml-connector-studio/blueprint@2' });
  expect(error?.issues[0]?.message).toContain('ml-connector-studio/blueprint@1');
});

test.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))(
  '%s pins its host and trusts its own address',
  (_id, blueprint) => {
    assertSafePattern(blueprint.trusted_pattern);
    expect(isHostAgnostic(blueprint.trusted_pattern)).toBe(false);
    for (const { url } of blueprint.connector.actions) {
      const address = substitute(url, new Map(Object.entries(blueprint.connector.parameters)));
      expect(isTrusted(address, [blueprint.trusted_pattern])).toBe(true);
    }
  },
);

test.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))(
  '%s asks for every credential that it uses and holds no secret',
  (_id, blueprint) => {
    const { credential, actions } = blueprint.connector;
    for (const [name, value] of Object.entries(credential)) expect(value).toBe(`<${name}>`);
    const asked = blueprint.questions.map(({ key }) => key);
    for (const name of Object.keys(credential)) expect(asked).toContain(`credential.${name}`);
    for (const name of placeholders(JSON.stringify(actions), 'credential')) expect(credential).toHaveProperty(name ?? '');
  },
);

test.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))('%s asks only about parameters that it has', (_id, blueprint) => {
  for (const { key, default: fallback } of blueprint.questions.filter((question) => question.key.startsWith('parameters.'))) {
    expect(blueprint.connector.parameters[key.slice('parameters.'.length)]).toBe(fallback);
  }
});

test('answers replace the values of the blueprint and an optional secret without an answer is left out', () => {
  const titan = gallery.find(({ id }) => id === 'bedrock-titan-embed-v2') as Blueprint;
  const made = answerQuestions(titan, { 'parameters.region': 'eu-west-1', 'credential.access_key': 'AK', 'credential.secret_key': 'SK' });
  expect(made.parameters.region).toBe('eu-west-1');
  expect(made.credential).toEqual({ access_key: 'AK', secret_key: 'SK' });
  expect(titan.connector.parameters.region).toBe('us-east-1');
});

test('a connector finds the built-in blueprint that it was made from by what it asks', () => {
  const openai = gallery[0] as Blueprint;
  const actions = openai.connector.actions.map((action) => ({ ...action, action_type: 'PREDICT' as const }));
  expect(findBlueprint({ actions })?.id).toBe('openai-chat');
  expect(findBlueprint({ actions: actions.map((action) => ({ ...action, url: 'https://example.com/x' })) })).toBeUndefined();
});

test.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))(
  'a connector like that of %s finds a blueprint of its task, whatever it was made from',
  (_id, blueprint) => {
    const actions = blueprint.connector.actions.map((action) => ({ ...action, action_type: 'PREDICT' as const }));
    const found = findBlueprint({ actions });
    expect(found?.task).toBe(blueprint.task);
    // Servers of one's own speak alike, so only there another one may stand in.
    if (!blueprint.trusted_pattern.includes('models')) expect(found?.id).toBe(blueprint.id);
  },
);

test.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))(
  'the host of %s is known as one of its provider',
  (_id, blueprint) => {
    const url = substitute(blueprint.connector.actions[0]?.url ?? '', new Map(Object.entries(blueprint.connector.parameters)));
    const { host } = new URL(url);
    if (!/\.example(\.com)?(:\d+)?$/.test(host)) expect(providerOf(host)).toBe(blueprint.provider);
  },
);

test('authentication is read off the definition', () => {
  const kinds = Object.fromEntries(gallery.map((blueprint) => [blueprint.id, authKind(blueprint.connector)]));
  expect(kinds).toMatchObject({ 'openai-chat': 'api_key', 'bedrock-titan-embed-v2': 'aws_keys', 'ollama-chat': 'none' });
});
