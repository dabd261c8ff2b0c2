import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { aBlueprint } from './a-blueprint.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

const path = '/api/studio/blueprints';
const create = '/_plugins/_ml/connectors/_create';
const owner: Caller = { id: 'u-ana', username: 'ana', role: 'ml_full_access', backend_roles: [] };
const colleague: Caller = { id: 'u-bo', username: 'bo', role: 'ml_full_access', backend_roles: [] };

let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio(openSettings);
});
afterAll(() => studio[Symbol.asyncDispose]());

async function publish(file: Blueprint, isNew = false) {
  const saved = await studio.call(isNew ? 'POST' : 'PUT', isNew ? path : `${path}/${file.id}`, file, { as: owner });
  expect(saved.status, saved.text).toBe(200);
  const published = await studio.call('POST', `${path}/${file.id}/_publish`, { note: '' }, { as: owner });
  expect(published.status, published.text).toBe(200);
}

async function connectorOf(file: Blueprint, changes: object = {}, query = '') {
  const body = { ...file.connector, credential: { acme_key: 'a-real-key' }, ...changes };
  const { body: made, text } = await studio.call('POST', `${create}?blueprint_id=${file.id}${query}`, body, { as: colleague });
  expect(made.connector_id, text).toBeDefined();
  return made.connector_id as string;
}

const linkOf = async (id: string, as = colleague) =>
  (await studio.call('GET', `/api/studio/connectors/${id}`, undefined, { as })).body.blueprint;
const changesOf = (id: string, as = colleague) => studio.call('GET', `/api/studio/connectors/${id}/blueprint-changes`, undefined, { as });

/** The next version: another address and body, a new parameter, another default model. */
function next(file: Blueprint): Blueprint {
  const [action] = file.connector.actions;
  const parameters = { ...file.connector.parameters, model: 'acme-2', dimensions: '256' };
  const request_body = '{ "model": "${parameters.model}", "input": ${parameters.input}, "dimensions": ${parameters.dimensions} }';
  const questions = file.questions.map((one) => (one.key === 'parameters.model' ? { ...one, default: 'acme-2' } : one));
  return {
    ...file,
    questions,
    connector: { ...file.connector, parameters, actions: [{ ...(action as NonNullable<typeof action>), request_body }] },
  };
}

describe('a connector that was made from a blueprint', () => {
  test('knows its version, and how much changed since', async () => {
    const file = aBlueprint();
    await publish(file, true);
    const id = await connectorOf(file);
    expect(await linkOf(id)).toEqual({ id: file.id, version: 1, title: file.title, latest: 1, changes: 0 });
    await publish(next(file));
    expect(await linkOf(id)).toEqual({ id: file.id, version: 1, title: file.title, latest: 2, changes: 3 });
    const { body, text } = await changesOf(id);
    expect(body.blueprint).toEqual({ id: file.id, title: file.title, version: 1, latest: 2 });
    expect(body.changes).toMatchObject([
      { path: 'parameters.model', before: 'acme-1', after: 'acme-2', own: 'acme-1', outcome: 'applied' },
      { path: 'parameters.dimensions', after: '256', outcome: 'applied' },
      { path: 'actions[0].request_body', outcome: 'applied' },
    ]);
    expect(text).not.toContain('a-real-key');
    const copy = await studio.call('POST', `${create}?blueprint_id=${file.id}`, { ...body.connector, name: 'Copy' }, { as: colleague });
    expect(await linkOf(copy.body.connector_id)).toMatchObject({ version: 2, latest: 2, changes: 0 });
  });

  test('keeps values of its own, and they are said', async () => {
    const file = aBlueprint();
    await publish(file, true);
    const id = await connectorOf(file, { parameters: { ...file.connector.parameters, model: 'tuned', dimensions: '256' } });
    await publish(next(file));
    const { body } = await changesOf(id);
    expect(body.changes.map(({ path: place, outcome }: Record<string, string>) => [place, outcome])).toEqual([
      ['parameters.model', 'kept'],
      ['parameters.dimensions', 'same'],
      ['actions[0].request_body', 'applied'],
    ]);
    expect(body.connector.parameters).toEqual({ host: 'api.acme.example', model: 'tuned', dimensions: '256' });
    expect(body.connector.credential).toEqual({ acme_key: '<acme_key>' });
    expect((await linkOf(id)).changes).toBe(2);
  });

  test('can be made from an older version, but not from one that there is not', async () => {
    const file = aBlueprint();
    await publish(file, true);
    await publish(next(file));
    expect(await linkOf(await connectorOf(file, {}, '&blueprint_version=1'))).toMatchObject({ version: 1, latest: 2 });
    const { status } = await studio.call('POST', `${create}?blueprint_id=${file.id}&blueprint_version=3`, {
      ...file.connector,
      credential: { k: 'v' },
    });
    expect(status).toBe(404);
  });

  test('is left alone when the blueprint is deleted, or hidden', async () => {
    const file = aBlueprint();
    await publish(file, true);
    const id = await connectorOf(file);
    await studio.call('PUT', `${path}/${file.id}?access=private`, file, { as: owner });
    expect(await linkOf(id)).toEqual({ id: file.id, version: 1 });
    expect((await changesOf(id)).status).toBe(404);
    await studio.call('DELETE', `${path}/${file.id}`, undefined, { as: owner });
    expect(await linkOf(id, owner)).toEqual({ id: file.id, version: 1 });
    expect((await studio.call('GET', `/_plugins/_ml/connectors/${id}`)).status).toBe(200);
  });

  test('of a built-in one keeps the state that it was made from', async () => {
    const [first] = (await studio.call('GET', path)).body.blueprints.filter((row: { origin: string }) => row.origin === 'built_in');
    const { body: before } = await studio.call('GET', `${path}/${first.id}/versions`);
    expect(before.items).toEqual([{ version: 1, at: null, by: null, note: '' }]);
    const { body: details } = await studio.call('GET', `${path}/${first.id}`);
    const credential = Object.fromEntries(Object.keys(details.connector.credential).map((name) => [name, 'a-key']));
    const { body: made } = await studio.call('POST', `${create}?blueprint_id=${first.id}`, { ...details.connector, credential });
    // What another release would have: the kept state is not that of this release any more.
    await studio.store.prisma.blueprintVersion.update({
      where: { blueprint_id_version: { blueprint_id: first.id, version: 1 } },
      data: { definition: JSON.stringify({ ...details, connector: { ...details.connector, parameters: {} } }) },
    });
    const link = await linkOf(made.connector_id);
    expect(link).toMatchObject({ id: first.id, version: 1, latest: 2 });
    expect(link.changes).toBe(0); // the connector has what this release brings already
    expect((await studio.call('GET', `${path}/${first.id}`)).body.version).toBe(2);
    expect(
      (await studio.call('GET', `${path}/${first.id}/versions`)).body.items.map(({ version }: { version: number }) => version),
    ).toEqual([2, 1]);
  });
});

describe('the mock', () => {
  const predict = (target: object, rest: object = {}, as = colleague) =>
    studio.call(
      'POST',
      '/api/studio/predictions',
      { target, algorithm: 'text_embedding', body: { text_docs: ['a', 'b'] }, mode: 'mock', ...rest },
      { as },
    );

  test('answers for a stored connector, a draft and one that only asks alike, with scenarios', async () => {
    const file = aBlueprint();
    const expected = file.examples[0]?.expected;
    Object.assign(file.connector.actions[0] ?? {}, { url: 'https://${parameters.host}/v1/alike' });
    file.mock = { rate_limited: { status: 429, body: { slow: 'down' } } };
    await publish(file, true);
    const id = await connectorOf(file);
    expect((await predict({ connector_id: id })).body.response).toEqual(expected);
    expect((await predict({ connector: { ...file.connector, blueprint_id: file.id } })).body.response).toEqual(expected);
    expect((await predict({ connector: file.connector })).body.response).toEqual(expected);
    const limited = await predict({ connector_id: id }, { scenario: 'rate_limited_then_good' });
    expect(limited.body).toMatchObject({ outcome: 'failed', status: 429 });
    expect(limited.text).toContain('slow');
  });

  test('answers a draft for its author only', async () => {
    const file = aBlueprint();
    Object.assign(file.connector.actions[0] ?? {}, { url: 'https://${parameters.host}/v1/hidden' });
    await studio.call('POST', path, file, { as: owner });
    const target = { connector: { ...file.connector, blueprint_id: file.id } };
    expect((await predict(target, {}, owner)).body.response).toEqual(file.examples[0]?.expected);
    expect((await predict(target)).text).not.toContain('0.125');
  });
});

test('the gallery of 200 blueprints of one’s own is listed in less than 50 ms', async () => {
  const made = aBlueprint();
  for (let at = 0; at < 200; at++) {
    await studio.call(
      'POST',
      path,
      { ...made, id: `many-${at}`, title: `Many ${at}`, notes: ['x'.repeat(2_000), 'y'.repeat(2_000)] },
      { as: owner },
    );
  }
  await studio.call('GET', path, undefined, { as: owner });
  const times: number[] = [];
  for (let at = 0; at < 40; at++) {
    const started = performance.now();
    const { body } = await studio.call('GET', path, undefined, { as: owner });
    times.push(performance.now() - started);
    expect(body.facets.origin[0]).toMatchObject({ value: 'yours', count: expect.any(Number) });
  }
  times.sort((a, b) => a - b);
  expect(times[20]).toBeLessThan(50); // of the middle one: machines that run tests are busy
});
