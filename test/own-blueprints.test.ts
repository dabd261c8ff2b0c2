import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { gallery } from '#lib/blueprints/gallery.ts';
import { fileOf } from '#lib/blueprints/get-blueprint.ts';
import { administrator, type ServedStudio, serveStudio } from './served-studio.ts';

const path = '/api/studio/blueprints';
const owner: Caller = { id: 'u-ana', username: 'ana', role: 'ml_full_access', backend_roles: [] };
const colleague: Caller = { id: 'u-bo', username: 'bo', role: 'ml_full_access', backend_roles: [] };
const reader: Caller = { id: 'u-cy', username: 'cy', role: 'ml_read_access', backend_roles: [] };

let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

let count = 0;
/** A file that can be published as it stands. */
function aFile(changes: Partial<Blueprint> = {}): Blueprint {
  count += 1;
  const openai = gallery.find(({ id }) => id === 'openai-chat') as Blueprint;
  return { ...structuredClone(openai), id: `acme-${count}`, title: `Acme ${count}`, ...changes };
}

const create = async (file: Blueprint, as = owner) => (await studio.call('POST', path, file, { as })).body;
const precondition = ({ _seq_no, _primary_term }: { _seq_no: number; _primary_term: number }) =>
  `if_seq_no=${_seq_no}&if_primary_term=${_primary_term}`;
const publish = (id: string, note = 'First', as = owner) => studio.call('POST', `${path}/${id}/_publish`, { note }, { as });
const list = async (as = owner, query = '') => (await studio.call('GET', `${path}?${query}`, undefined, { as })).body;
const rowOf = async (id: string, as = owner) => (await list(as)).blueprints.find((row: { id: string }) => row.id === id);

describe('a draft', () => {
  test('is its maker’s until it is published: a colleague gets 404, an administrator sees everything', async () => {
    const { id } = await create(aFile());
    expect(await rowOf(id)).toMatchObject({ origin: 'yours', version: 0, has_draft: true, access: 'public', owner: 'ana' });
    expect((await studio.call('GET', `${path}/${id}`, undefined, { as: owner })).body).toMatchObject({
      shown: 'draft',
      can: { update: true },
    });
    for (const place of ['', '/versions', '/_export', '/versions/1']) {
      expect((await studio.call('GET', `${path}/${id}${place}`, undefined, { as: colleague })).status).toBe(404);
    }
    expect(await rowOf(id, colleague)).toBeUndefined();
    expect(await rowOf(id, administrator)).toMatchObject({ origin: 'shared' });
  });

  test('may lack what publishing wants', async () => {
    const made = await create(aFile({ summary: '', docs_url: '', trusted_pattern: '', examples: [] }));
    const { status, body } = await publish(made.id);
    expect(status).toBe(400);
    expect(body.error.fields.map((field: { path: string }) => field.path)).toEqual(
      expect.arrayContaining(['summary', 'trusted_pattern', 'examples']),
    );
  });

  test('V-05: is saved over the version that was loaded, and not over another', async () => {
    const made = await create(aFile());
    const file = { ...fileOf(made), title: 'Renamed' };
    const saved = await studio.call('PUT', `${path}/${made.id}?${precondition(made)}`, file, { as: owner });
    expect(saved.body).toMatchObject({ title: 'Renamed', shown: 'draft' });
    expect(saved.body._seq_no).toBeGreaterThan(made._seq_no);
    const late = await studio.call('PUT', `${path}/${made.id}?${precondition(made)}`, file, { as: owner });
    expect(late.status).toBe(409);
    expect(late.body.error.type).toBe('version_conflict_engine_exception');
  });

  test('says who saved last to those who may change it', async () => {
    const made = await create(aFile());
    expect(made.updated_by).toBe('ana');
    const file = { ...fileOf(made), title: 'Of an administrator' };
    const saved = await studio.call('PUT', `${path}/${made.id}?${precondition(made)}`, file, { as: administrator });
    expect(saved.status).toBe(200);
    const draft = await studio.call('GET', `${path}/${made.id}?draft=true`, undefined, { as: owner });
    expect(draft.body).toMatchObject({ owner: 'ana', updated_by: 'admin' });
    await publish(made.id);
    expect((await studio.call('GET', `${path}/${made.id}`, undefined, { as: owner })).body.updated_by).toBe('ana');
    expect((await studio.call('GET', `${path}/${made.id}`, undefined, { as: colleague })).body).not.toHaveProperty('updated_by');
  });

  test('keeps its id', async () => {
    const made = await create(aFile());
    const { status, body } = await studio.call('PUT', `${path}/${made.id}`, { ...fileOf(made), id: 'other' }, { as: owner });
    expect(status).toBe(400);
    expect(body.error.fields[0].path).toBe('id');
  });
});

describe('publishing', () => {
  test('freezes a version that everyone sees, with its note, and later drafts do not change it', async () => {
    const made = await create(aFile());
    const { status, body: published } = await publish(made.id, 'For the search team');
    expect(status).toBe(200);
    expect(published).toMatchObject({ version: 1, shown: 'published', has_draft: false });
    await studio.call('PUT', `${path}/${made.id}`, { ...fileOf(made), title: 'In progress' }, { as: owner });
    const { body: seen } = await studio.call('GET', `${path}/${made.id}`, undefined, { as: colleague });
    expect(seen).toMatchObject({ title: made.title, origin: 'shared', version: 1, can: { update: 'You are not its owner.' } });
    expect(seen).not.toHaveProperty('has_draft');
    const draft = await studio.call('GET', `${path}/${made.id}?draft=true`, undefined, { as: owner });
    expect(draft.body).toMatchObject({ title: 'In progress', shown: 'draft', has_draft: true });
    expect((await studio.call('GET', `${path}/${made.id}?draft=true`, undefined, { as: colleague })).status).toBe(403);

    expect((await publish(made.id, 'Second')).body).toMatchObject({ version: 2, title: 'In progress' });
    const { body: versions } = await studio.call('GET', `${path}/${made.id}/versions`, undefined, { as: colleague });
    expect(versions).toMatchObject({
      total: 2,
      items: [
        { version: 2, by: 'ana', note: 'Second' },
        { version: 1, by: 'ana', note: 'For the search team' },
      ],
    });
    const { body: first } = await studio.call('GET', `${path}/${made.id}/versions/1`, undefined, { as: colleague });
    expect(first.blueprint).toEqual(fileOf(made));
    expect((await studio.call('GET', `${path}/${made.id}/versions/3`, undefined, { as: owner })).status).toBe(404);
  });

  test('has to bring something new', async () => {
    const { id } = await create(aFile());
    await publish(id);
    const again = await publish(id);
    expect(again.status).toBe(400);
    expect(again.body.error.reason).toBe('Nothing has changed since version 1.');
  });

  test('refuses an example that comes out otherwise, and names it', async () => {
    const file = aFile();
    const [example] = file.examples;
    const made = await create({
      ...file,
      examples: [{ ...(example as Blueprint['examples'][number]), expected: { inference_results: [] } }],
    });
    const { status, body } = await publish(made.id);
    expect(status).toBe(400);
    expect(body.error.fields).toContainEqual({ path: 'examples.0.expected', message: expect.stringContaining('otherwise than expected') });
  });
});

describe('access', () => {
  test('M-08: a private blueprint is only its owner’s and the administrators’', async () => {
    const file = aFile();
    await studio.call('POST', `${path}?access=private`, file, { as: owner });
    await publish(file.id);
    expect((await studio.call('GET', `${path}/${file.id}`, undefined, { as: colleague })).status).toBe(404);
    expect(await rowOf(file.id, colleague)).toBeUndefined();
    expect((await studio.call('GET', `${path}/${file.id}`, undefined, { as: administrator })).status).toBe(200);
    const fork = await studio.call('POST', `${path}/${file.id}/_fork`, {}, { as: colleague });
    expect(fork.status).toBe(404);
    await studio.call('PUT', `${path}/${file.id}?access=public`, file, { as: owner });
    expect((await studio.call('GET', `${path}/${file.id}`, undefined, { as: colleague })).status).toBe(200);
  });

  test('M-08: a colleague may not change, publish or delete what is not theirs; a reader makes nothing', async () => {
    const made = await create(aFile());
    await publish(made.id);
    const file = fileOf(made);
    const asks: [string, string, unknown][] = [
      ['PUT', '', file],
      ['DELETE', '', undefined],
      ['POST', '/_publish', { note: '' }],
    ];
    for (const [method, place, body] of asks) {
      expect((await studio.call(method, `${path}/${made.id}${place}`, body, { as: colleague })).status).toBe(403);
      expect((await studio.call(method, `${path}/${made.id}${place}`, body, { as: reader })).status).toBe(403);
    }
    expect((await studio.call('POST', path, aFile(), { as: reader })).body.error.reason).toContain('no permissions for [blueprint.create]');
    expect((await studio.call('POST', `${path}/openai-chat/_fork`, {}, { as: reader })).status).toBe(403);
  });

  test('built-in blueprints are read-only, with the reason', async () => {
    const file = { ...gallery[0] };
    for (const [method, place, body] of [
      ['PUT', '', file],
      ['DELETE', '', undefined],
      ['POST', '/_publish', { note: '' }],
    ] as const) {
      const { status, body: answer } = await studio.call(method, `${path}/openai-chat${place}`, body);
      expect(status).toBe(400);
      expect(answer.error.reason).toBe('Built-in blueprints are read-only. Fork it to change it.');
    }
  });
});

describe('ids', () => {
  test('one that is taken is answered with a free one, also when nobody else may see who took it', async () => {
    const { id } = await create(aFile());
    for (const taken of [id, 'openai-chat']) {
      const { status, body } = await studio.call('POST', path, aFile({ id: taken }), { as: colleague });
      expect(status).toBe(409);
      expect(body.error.suggestion).toMatch(/-\d+$/);
      expect((await studio.call('POST', path, aFile({ id: body.error.suggestion }), { as: colleague })).status).toBe(200);
    }
  });

  test('a blueprint that takes the id of a deleted one counts its versions on, and shows nobody its draft', async () => {
    const made = await create(aFile());
    await publish(made.id);
    expect((await studio.call('DELETE', `${path}/${made.id}?${precondition(made)}`, undefined, { as: owner })).status).toBe(409);
    expect((await studio.call('DELETE', `${path}/${made.id}`, undefined, { as: owner })).body).toEqual({ acknowledged: true });
    expect((await studio.call('GET', `${path}/${made.id}`, undefined, { as: owner })).status).toBe(404);
    await create(fileOf(made) as Blueprint);
    expect((await studio.call('GET', `${path}/${made.id}`, undefined, { as: colleague })).status).toBe(404);
    expect((await publish(made.id)).body.version).toBe(2);
  });
});

describe('forks', () => {
  test('are drafts of one’s own that know where they come from', async () => {
    const { body: fork } = await studio.call('POST', `${path}/openai-chat/_fork`, {}, { as: owner });
    expect(fork).toMatchObject({
      id: expect.stringMatching(/^openai-chat-\d+$/),
      origin: 'yours',
      version: 0,
      fork_of: { id: 'openai-chat', version: 1 },
    });
    const named = await studio.call('POST', `${path}/openai-chat/_fork`, { id: 'our-chat', title: 'Our chat' }, { as: owner });
    expect(named.body).toMatchObject({ id: 'our-chat', title: 'Our chat' });
    expect((await studio.call('POST', `${path}/openai-chat/_fork`, { id: 'our-chat' }, { as: colleague })).status).toBe(409);
    expect((await publish('our-chat')).status).toBe(200);
  });
});

describe('files', () => {
  test('are exported under their id, built-in ones too, and what is exported can be imported again', async () => {
    const built = await studio.call('GET', `${path}/cohere-embed-v3/_export`);
    expect(built.headers.get('content-disposition')).toBe('attachment; filename="cohere-embed-v3.blueprint.json"');
    expect(JSON.parse(built.text)).toEqual(gallery.find(({ id }) => id === 'cohere-embed-v3'));
    const again = await studio.call('POST', path, { ...JSON.parse(built.text), id: 'cohere-again' }, { as: owner });
    expect(again.status).toBe(200);
    const own = await studio.call('GET', `${path}/cohere-again/_export`, undefined, { as: owner });
    expect(JSON.parse(own.text)).toEqual({ ...JSON.parse(built.text), id: 'cohere-again' });
  });

  test('I-05: an unknown field is refused with its path, another format number by name', async () => {
    const file = aFile();
    const typo = { ...file, connector: { ...file.connector, actions: [{ ...file.connector.actions[0], pre_process: 'x' }] } };
    const { status, body } = await studio.call('POST', path, typo, { as: owner });
    expect(status).toBe(400);
    expect(body.error.fields[0]).toMatchObject({ path: 'connector.actions.0', message: expect.stringContaining('pre_process') });
    const other = await studio.call('POST', path, { ...file, format: 'ml-connector-studio/blueprint@2' }, { as: owner });
    expect(other.body.error.fields[0]).toEqual({
      path: 'format',
      message: 'The format must be "ml-connector-studio/blueprint@1", not "ml-connector-studio/blueprint@2"',
    });
  });

  test('I-05: more than a mebibyte is not read', async () => {
    const { status } = await studio.call('POST', path, aFile({ notes: ['x'.repeat(1_048_576)] }), { as: owner });
    expect(status).toBe(413);
  });

  test.each([
    ['title', { title: 'Chat\u202egnp' }],
    ['docs_url', { docs_url: 'javascript:alert(1)' }],
    ['notes.0', { notes: ['\u0007'] }],
  ])('W-09, I-07: %s takes no text that deceives', async (field, change) => {
    const { status, body } = await studio.call('POST', path, aFile(change), { as: owner });
    expect(status).toBe(400);
    expect(body.error.fields[0].path).toBe(field);
  });

  test('members named like JavaScript’s own are harmless', async () => {
    const file = JSON.stringify(aFile()).replace('"parameters":{', '"parameters":{"__proto__":"x","constructor":"y",');
    const { status, body } = await studio.call('POST', path, file, { as: owner });
    expect(status).toBe(200);
    expect(Object.getPrototypeOf(body.connector.parameters)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('C-13, C-17: secrets', () => {
  const planted = 'sk-planted-canary-0123456789abcdef';
  const ways: [place: string, value: unknown][] = [
    ['connector.credential.openAI_key', planted],
    ['connector.actions.0.headers.Authorization', 'Bearer planted-canary-of-no-known-shape'],
    ['connector.actions.0.request_body', `{"key":"${planted}"}`],
    ['connector.actions.0.url', 'https://api.openai.com/v1/chat?api_key=planted-canary'],
    ['connector.parameters.api_key', 'planted-canary'],
    ['questions.0.default', 'planted-canary'],
    ['examples.0.recorded', planted],
    ['examples.0.input.password', 'planted-canary'],
    ['mock.server_error.body', planted],
    ['examples.0.recorded', { [planted]: 1 }],
    ['notes.0', planted],
  ];

  /** Puts a value at a place of a file. */
  function put(file: Blueprint, place: string, value: unknown): void {
    const names = place.split('.');
    const last = names.pop() ?? '';
    const holder = names.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], file);
    Object.assign(holder as object, { [last]: value });
  }

  test.each(ways)('one in %s is refused there and reaches no table', async (place, value) => {
    const file = aFile();
    const good = await create(file);
    const bad = structuredClone(file);
    put(bad, place, value);
    const saved = await studio.call('PUT', `${path}/${good.id}`, bad, { as: owner });
    expect(saved.status).toBe(400);
    expect(saved.body.error.fields.map((field: { path: string }) => field.path)).toContain(place);
    expect(saved.text).not.toContain('canary');
    expect((await studio.call('POST', path, { ...bad, id: `${bad.id}-new` }, { as: owner })).status).toBe(400);
    const tables = studio.store.reads
      .prepare('SELECT draft FROM blueprint UNION ALL SELECT definition FROM blueprint_version')
      .pluck()
      .all();
    expect(tables.join()).not.toContain('canary');
  });
});
