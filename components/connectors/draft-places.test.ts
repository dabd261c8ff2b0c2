import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { draftOf } from './connector-draft.ts';
import { labelOf, pathOf, placeOf, sectionOf } from './draft-places.ts';
import { draftProblems, draftResolver } from './draft-rules.ts';

const body = (text: string) => parseJson(text) as JsonObject;
const source = body(
  '{"name":"a","version":"1","protocol":"http","parameters":{"model":"m","a.b":"x"},"credential":{"key":"v"},"actions":[{"action_type":"PREDICT","method":"POST","url":"https://a.example","headers":{"Accept":"b","X-a.b":"c"}}]}',
);
const draft = draftOf(source);

test('a place in the body leads to its field and back, even where a name has dots', () => {
  for (const path of ['name', 'parameters.model', 'parameters.a.b', 'credential.key', 'actions.0.url', 'actions.0.headers.X-a.b']) {
    expect(pathOf(placeOf(path, draft), draft)).toBe(path);
  }
  expect(placeOf('parameters.a.b', draft)).toBe('parameters.1.value');
  expect(placeOf('actions.0.headers.X-a.b', draft)).toBe('actions.0.headers.1.value');
});

test('a place that has no row leads to its section', () => {
  expect(placeOf('parameters.region', draft)).toBe('parameters');
  expect(placeOf('actions', draft)).toBe('actions');
  expect(sectionOf(placeOf('client_config.read_timeout', draft))).toBe('client_settings');
  expect(sectionOf(placeOf('access', draft))).toBe('access');
});

test('a place is called as the form calls it', () => {
  const labels = ['name', 'parameters.0.value', 'credential.0.value', 'actions.0.url', 'actions.0.headers.0.value', 'actions.0', 'actions'];
  expect(labels.map((place) => labelOf(place, draft))).toEqual([
    'Name',
    'Parameter model',
    'Credential key',
    'Action 1, URL',
    'Action 1, header Accept',
    'Action 1',
    'Actions',
  ]);
});

test('a whole draft has no problem, whatever the case of its action types', () => {
  expect(draftProblems(draft, source, false)).toEqual([]);
  for (const blueprint of gallery) {
    const made = body(JSON.stringify(blueprint.connector));
    expect(draftProblems(draftOf(made), made, false), blueprint.id).toEqual([]);
  }
});

test('the rules of the schema stand at the fields that break them', () => {
  const broken = {
    ...draft,
    name: 'a<b',
    actions: [{ ...draft.actions[0], url: '', headers: [{ name: 'Host', value: '${parameters.x}' }] }],
  };
  const places = draftProblems(broken as typeof draft, source, false).map(({ place }) => place);
  expect(places).toEqual(expect.arrayContaining(['name', 'actions.0.url', 'actions.0.headers.0.value']));
});

test('a row without a name, a name twice and a harmful name are problems of the form alone', () => {
  const rows = [
    { name: '', value: 'x' },
    { name: 'model', value: '1' },
    { name: 'model', value: '2' },
    { name: '__proto__', value: '3' },
  ];
  expect(draftProblems({ ...draft, parameters: rows }, source, false)).toEqual([
    { place: 'parameters.0.name', message: 'Name this parameter.' },
    { place: 'parameters.2.name', message: 'There is another parameter called model.' },
    { place: 'parameters.3.name', message: 'A parameter cannot be called __proto__.' },
  ]);
});

test('a new connector needs a credential, whose value may come later; a stored one has its own', () => {
  const problem = { place: 'credential', message: 'A connector needs at least one credential.' };
  expect(draftProblems({ ...draft, credential: [] }, source, false)).toEqual([problem]);
  expect(draftProblems({ ...draft, credential: [{ name: 'key', value: '' }] }, source, false)).toEqual([]);
  expect(draftProblems({ ...draft, credential: [] }, source, true)).toEqual([]);
});

test('the form gets its errors at the names of its fields', async () => {
  const resolve = draftResolver(() => source, false);
  const { errors } = await resolve({ ...draft, name: '', credential: [] }, undefined, {} as never);
  expect(errors).toMatchObject({ name: { message: 'Fill this in.' }, credential: { root: { message: expect.any(String) } } });
});
