import fs from 'node:fs';
import path from 'node:path';
import { administrator, expect, test } from './fixtures.ts';

const canary = 'CANARY+9f/planted=secret';
const password = administrator.password;

/** Forms in which a secret could lie somewhere. */
function forms(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64');
  return [
    secret,
    base64.replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
    [...secret].reverse().join(''),
  ].map((text) => Buffer.from(text));
}

const holds = (haystack: Buffer, secret: string) => forms(secret).some((form) => haystack.includes(form));

const filesIn = (folder: string) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile());

test('C-01, C-10, C-18: a planted credential is in no file, no log, no page and no answer', async ({
  signedIn: page,
  studio,
  api,
  upstream,
}) => {
  await api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': ['^http://127\\.0\\.0\\.1:[0-9]+/.*$'],
    },
  });
  const { connector_id } = await api.call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', {
    name: 'Canary',
    version: 1,
    protocol: 'http',
    parameters: { endpoint: upstream.host },
    credential: { key: canary },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'http://${parameters.endpoint}/v1',
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{ "q": "${parameters.q}" }',
      },
    ],
  });
  upstream.received.length = 0;
  upstream.answers.push({ status: 200, body: { you_sent: `Bearer ${canary}` }, headers: { 'x-echo': canary } });
  const prediction = await api.call('POST', '/api/studio/predictions', {
    target: { connector_id },
    body: { parameters: { q: 'x' } },
    mode: 'send',
  });
  expect(upstream.received[0]?.headers.authorization, 'the service itself receives the credential').toBe(`Bearer ${canary}`);

  const answers: [string, Buffer][] = [['prediction', Buffer.from(JSON.stringify(prediction))]];
  for (const route of [
    `/_plugins/_ml/connectors/${connector_id}`,
    `/api/studio/connectors/${connector_id}`,
    '/api/studio/connectors',
    '/_cluster/settings',
  ])
    answers.push([route, Buffer.from(JSON.stringify(await api.call('GET', route)))]);
  answers.push([
    'search',
    Buffer.from(JSON.stringify(await api.call('POST', '/_plugins/_ml/connectors/_search', { query: { match_all: {} } }))),
  ]);
  for (const route of [
    '/connectors',
    `/connectors/${connector_id}`,
    `/connectors/${connector_id}?tab=edit`,
    `/connectors/${connector_id}?tab=try`,
  ]) {
    answers.push([`html of ${route}`, (await (await page.goto(route))?.body()) ?? Buffer.alloc(0)]);
    answers.push([`dom of ${route}`, Buffer.from(await page.content())]);
    answers.push([`rsc of ${route}`, await (await page.request.get(route, { headers: { RSC: '1' } })).body()]);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    answers.push([`storage of ${route}`, Buffer.from(stored)]);
  }
  answers.push(['log', Buffer.from(studio.log())]);
  for (const file of filesIn(studio.directory)) answers.push([path.basename(file), fs.readFileSync(file)]);
  expect(answers.map(([name]) => name)).toEqual(expect.arrayContaining(['log', 'sealing.key']));

  for (const secret of [canary, password]) {
    expect(answers.filter(([, text]) => holds(text, secret)).map(([name]) => name)).toEqual([]);
  }
});
