import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { bodyOf, draftOf } from '../../connectors/connector-draft.ts';
import { blueprintOfDraft, draftOfBlueprint, idOfTitle } from './blueprint-draft.ts';
import { comparableText } from './blueprint-file.ts';

const bodyOfConnector = (connector: object) => parseJson(JSON.stringify(connector)) as JsonObject; // as: the text of an object

test.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))('%s goes through the form without loss', (_id, blueprint) => {
  const source = bodyOfConnector(blueprint.connector);
  const { blueprint: made, broken } = blueprintOfDraft(draftOfBlueprint(blueprint), bodyOf(draftOf(source), source));
  expect(broken).toEqual([]);
  expect(made).toEqual(blueprint);
});

const [first] = gallery;
if (!first) throw new Error('the gallery is empty');

test('the default of a question is the value of its parameter', () => {
  const draft = draftOfBlueprint(first);
  const source = bodyOfConnector(first.connector);
  const [question] = first.questions.filter(({ key }) => key.startsWith('parameters.'));
  const name = question?.key.slice('parameters.'.length) ?? '';
  const changed = bodyOfConnector({ ...first.connector, parameters: { ...first.connector.parameters, [name]: 'another' } });
  const asked = blueprintOfDraft(draft, changed).blueprint.questions.find(({ key }) => key === question?.key);
  expect(asked?.default).toBe('another');
  expect(source).toBeDefined();
});

test('an example that is no JSON is named with its place, and the rest stays', () => {
  const draft = draftOfBlueprint(first);
  const examples = draft.examples.map((example) => ({ ...example, input: '{ "a": ', expected: '[1]' }));
  const { broken, blueprint } = blueprintOfDraft({ ...draft, examples }, bodyOfConnector(first.connector));
  expect(broken.map(({ path }) => path)).toEqual(['examples.0.input', 'examples.0.expected']);
  expect(blueprint.examples[0]?.recorded).toEqual(first.examples[0]?.recorded);
});

test('no value of a credential gets into the file', () => {
  const body = bodyOfConnector({ ...first.connector, credential: { key: 'planted-secret' } });
  const { blueprint } = blueprintOfDraft(draftOfBlueprint(first), body);
  expect(blueprint.connector.credential).toEqual({ key: '<key>' });
  expect(JSON.stringify(blueprint)).not.toContain('planted-secret');
});

test('a title becomes an id of small letters, digits and hyphens', () => {
  expect(idOfTitle('Cohere Embed v3 (mine)')).toBe('cohere-embed-v3-mine');
});

test('two files that say the same compare as the same, whatever order they are in', () => {
  const { connector, ...rest } = structuredClone(first);
  const { actions, ...others } = connector;
  const turned = { connector: { actions, ...others }, ...Object.fromEntries(Object.entries(rest).toReversed()) } as typeof first; // as: the same members
  expect(comparableText(turned)).toBe(comparableText(first));
  expect(comparableText({ ...first, title: 'Another' })).not.toBe(comparableText(first));
});
