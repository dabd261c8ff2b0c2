import fs from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeEgress } from '#lib/egress/egress.ts';
import { makeIsOwn } from '#lib/egress/own-listener.ts';
import type { Resolve } from '#lib/egress/resolve.ts';
import { makeExecutor } from '#lib/executor/executor.ts';
import { assertAnswered } from '#lib/predict/handle-response.ts';
import { isRefusal } from '#lib/predict/judge-address.ts';
import type { TrustPolicy } from '#lib/predict/ports.ts';
import { defaultTrustedEndpoints } from '#lib/settings/connector-settings.ts';
import { hasSharedMaterial, sharedPath } from '../shared-material.ts';
import { requestTo } from './request-to.ts';
import { readSsrfRows, type SsrfRow, ssrfRows } from './ssrf-rows.ts';
import { standInConnector } from './stand-in-socket.ts';

const closed = { private_ip_enabled: false, trusted_private: [], restricted_ip: [] };
const setups: Record<string, TrustPolicy> = {
  open: { ...closed, trusted: ['^https?://.*$'] },
  default: { ...closed, trusted: defaultTrustedEndpoints },
  azure: { ...closed, trusted: ['^https://.*\\.openai\\.azure\\.com/.*$'] },
  lan: {
    trusted: ['^https?://.*$'],
    private_ip_enabled: true,
    trusted_private: ['^http://10\\.0\\.0\\.[0-9]+:8080/.*$', '^http://127\\.0\\.0\\.1:9999/.*$'],
    restricted_ip: ['10\\.0\\.0\\.13'],
  },
  lanany: { ...closed, trusted: ['^https?://.*$'], private_ip_enabled: true },
  empty: { ...closed, trusted: [] },
};

const publicAddress = '93.184.215.14';

/** A name answers with the public address unless the row says otherwise. */
function stubResolver({ dns = {}, dns_sequence = {}, dns_delay_ms = 0 }: SsrfRow['given']) {
  const lookups: string[] = [];
  const resolve: Resolve = async (host) => {
    lookups.push(host);
    if (dns_delay_ms > 0) await new Promise((done) => setTimeout(done, dns_delay_ms));
    const nth = lookups.filter((name) => name === host).length - 1;
    return dns_sequence[host]?.[nth] ?? dns[host] ?? [publicAddress];
  };
  return { lookups, resolve };
}

function setUp({ url, setup, given }: SsrfRow) {
  const trust = setups[setup];
  if (!trust) throw new Error(`No setup is called ${setup}`);
  const { lookups, resolve } = stubResolver(given);
  let { status } = given.response ?? { status: given.attempt ? 503 : 200 };
  const location = given.response ? `location: ${given.response.location}\r\n` : '';
  const { attempts, connectorOf } = standInConnector(
    () => `HTTP/1.1 ${status} Any\r\n${location}content-length: 2\r\nconnection: close\r\n\r\n{}`,
  );
  const egress = makeEgress({
    resolve,
    connectorOf,
    isOwn: makeIsOwn(() => ({ host: '127.0.0.1', port: 3000 })),
    limits: () => ({ max_calls: 10, max_queue: 10, response_max_bytes: 1000 }),
  });
  const blocked: string[] = [];
  const executor = makeExecutor({ egress, open: () => ({}), now: () => 0, blocked: ({ stage }) => blocked.push(stage) });
  const { template = url, saved = {}, runtime = {} } = given;
  const request = requestTo(url, { trust, address: { template, saved, runtime: new Map(Object.entries(runtime)) } });
  const send = () => executor.send(request, { signal: new AbortController().signal });
  return { request, executor, egress, send, attempts, lookups, blocked, setStatus: (next: number) => (status = next) };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe('blocked before anything leaves', () => {
  const rows = ssrfRows.filter(({ expect, stage }) => expect === 'block' && stage !== 'redirect');
  test.each(rows)('$id $url is refused at $stage', async (row) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { request, egress, send, attempts, lookups, blocked } = setUp(row);
    const wanted = row.given.attempt ?? 1;
    for (let attempt = 1; attempt < wanted; attempt++) expect((await send()).status).toBe(503);
    const before = attempts.length;

    const refused = expect(send()).rejects.toMatchObject({ status: 400, type: 'illegal_argument_exception' });
    await vi.advanceTimersByTimeAsync(5001);
    await refused;
    expect(blocked).toEqual([row.stage]);
    expect(attempts).toHaveLength(before);
    if (!['dns', 'ip'].includes(row.stage)) expect(lookups).toEqual([]);

    if (wanted === 1) {
      const judged = egress.admit(request);
      await vi.advanceTimersByTimeAsync(5001);
      const verdict = await judged;
      expect(isRefusal(verdict) && verdict.stage).toBe(row.stage);
    }
  });
});

describe('allowed to the vetted address', () => {
  test.each(ssrfRows.filter((row) => row.expect === 'allow'))('$id $url', async (row) => {
    for (const [name, value] of Object.entries(row.given.env ?? {})) vi.stubEnv(name, value);
    const { executor, request, send, attempts, lookups } = setUp(row);
    expect((await send()).status).toBe(200);
    expect(attempts).toHaveLength(1);
    const [attempt] = attempts;
    const host = new URL(row.url).hostname;
    const isAddress = /^[\d.[]/.test(host) && !/[a-z]{2}/.test(host.replace(/^\[.*\]$/, ''));
    if (isAddress) {
      expect(attempt?.target.addresses).toEqual([host.replace(/^\[|\]$/g, '')]);
      expect(lookups).toEqual([]);
    } else {
      expect(attempt?.target.addresses).toContain(publicAddress);
      expect(lookups).toEqual([host]);
    }
    expect(attempt?.written).toContain(`\r\nhost: ${new URL(row.url).host}\r\n`);
    expect(await executor.judge(request, { deep: false })).toMatchObject({ allowed: true });
  });
});

describe('answered with a redirect', () => {
  test.each(ssrfRows.filter(({ stage }) => stage === 'redirect'))(
    '$id $url is an upstream error without the place it points at',
    async (row) => {
      const { send, attempts } = setUp(row);
      const reply = await send();
      expect(reply.status).toBe(row.given.response?.status);
      expect(reply.headers).not.toHaveProperty('location');
      expect(() => assertAnswered(reply, 'PREDICT')).toThrow(expect.objectContaining({ status: row.given.response?.status }));
      expect(attempts).toHaveLength(1);
    },
  );
});

test('EG-9 every row is tried, and none twice', () => {
  expect(new Set(ssrfRows.map(({ id }) => id)).size).toBe(152);
});

test.skipIf(!hasSharedMaterial)('the rows are those of the threat model', () => {
  expect(ssrfRows).toEqual(readSsrfRows(fs.readFileSync(sharedPath('spec/threats.md'), 'utf8')));
});

test('EG-3 a socket that ends elsewhere than at a vetted address is closed before a byte is written', async () => {
  const { attempts, connectorOf } = standInConnector(
    () => 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}',
    () => '10.0.0.1',
  );
  const egress = makeEgress({
    resolve: async () => [publicAddress],
    connectorOf,
    isOwn: () => false,
    limits: () => ({ max_calls: 1, max_queue: 1, response_max_bytes: 1000 }),
  });
  const executor = makeExecutor({ egress, open: () => ({}), now: () => 0 });
  const sending = executor.send(requestTo('http://a.example/x', { trust: setups.open as TrustPolicy }), {
    signal: new AbortController().signal,
  });
  await expect(sending).rejects.toMatchObject({ status: 400, message: 'Failed to connect to remote host: a.example' });
  expect(attempts).toMatchObject([{ peer: '10.0.0.1', written: '' }]);
});
