import { afterEach, expect, test } from 'vitest';
import { atMost, makeResolve } from '#lib/egress/resolve.ts';
import { localExecutor } from './local-executor.ts';
import { type NameServer, nameServer } from './name-server.ts';
import { anyHost } from './request-to.ts';

const open: NameServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function asking(zone: Parameters<typeof nameServer>[0]) {
  const server = await nameServer(zone);
  open.push(server);
  return { server, resolve: makeResolve([server.address]) };
}

test('EG-10 the name servers of the setting are asked, for both families', async () => {
  const { server, resolve } = await asking({ 'dual.example': { A: ['93.184.215.14'], AAAA: ['2606:2800:21f:cb07:6820:80da:af6b:8b2c'] } });
  expect((await resolve('dual.example')).toSorted()).toEqual(['2606:2800:21f:cb07:6820:80da:af6b:8b2c', '93.184.215.14']);
  expect(server.questions.toSorted()).toEqual(['A dual.example', 'AAAA dual.example']);
});

test('a name in one family only is fine, one in none has no addresses', async () => {
  const { resolve } = await asking({ 'four.example': { A: ['93.184.215.14'] } });
  expect(await resolve('four.example')).toEqual(['93.184.215.14']);
  expect(await resolve('nowhere.example')).toEqual([]);
});

test('E-07 a server that fails for a name refuses the name', async () => {
  const { resolve } = await asking({ 'broken.example': { fails: true } });
  await expect(resolve('broken.example')).rejects.toThrow();
});

test('names of loopback are answered here, whatever a server would say', async () => {
  const { server, resolve } = await asking({ localhost: { A: ['93.184.215.14'] }, 'svc.localhost': { A: ['93.184.215.14'] } });
  expect(await resolve('localhost')).toEqual(['127.0.0.1', '::1']);
  expect(await resolve('svc.localhost')).toEqual(['127.0.0.1', '::1']);
  expect(server.questions).toEqual([]);
});

test('calls that ask at the same time share one lookup, the next one asks anew', async () => {
  const { server, resolve } = await asking({ 'a.example': { A: ['93.184.215.14'] } });
  await Promise.all([resolve('a.example'), resolve('a.example'), resolve('a.example')]);
  expect(server.questions).toHaveLength(2);
  await resolve('a.example');
  expect(server.questions).toHaveLength(4);
});

test('a setting that names no server by its address stops the start with one clear line', () => {
  expect(() => makeResolve(['192.0.2.1', 'dns.example'])).toThrow(
    'studio.egress.dns_servers holds something other than addresses of name servers: 192.0.2.1, dns.example',
  );
});

test('the system is asked when the setting is empty', async () => {
  expect(await makeResolve([])('localhost')).toContain('127.0.0.1');
});

test.each([
  ['a name that does not exist', 'nowhere.example'],
  ['a server that fails', 'broken.example'],
])('%s ends the call at stage dns', async (_what, host) => {
  const { resolve } = await asking({ 'broken.example': { fails: true } });
  const { send } = localExecutor({ resolve });
  await expect(send(`http://${host}/`)).rejects.toMatchObject({ status: 400, message: `Failed to resolve remote host: ${host}` });
});

test('S-085 a server that does not answer is given up after 5 s', async () => {
  const { resolve } = await asking({ 'slow.example': { silent: true } });
  const { send } = localExecutor({ resolve });
  await expect(send('http://slow.example/')).rejects.toThrow('Failed to resolve remote host: slow.example');
});

test('S-080 a bad answer in the other family refuses the name', async () => {
  const { resolve } = await asking({ 'mixed6.example': { A: ['93.184.215.14'], AAAA: ['0:0:0:0:0:0:0:1'] } });
  const { send } = localExecutor({ resolve });
  await expect(send('http://mixed6.example/', { trust: anyHost })).rejects.toThrow(
    'Remote inference host name has private ip address: mixed6.example',
  );
});

test('G-07: while name servers keep silent, only so many names are asked for; the others wait in order, and a failure gives its place back', async () => {
  const asked: { host: string; answer: (addresses: string[]) => void; fail: () => void }[] = [];
  const resolve = atMost(2, (host) => new Promise((answer, reject) => asked.push({ host, answer, fail: () => reject(new Error(host)) })));
  const hosts = () => asked.map(({ host }) => host);
  const found = ['a', 'b', 'c', 'd'].map((host) => resolve(host));
  await Promise.resolve();
  expect(hosts()).toEqual(['a', 'b']);
  asked[1]?.fail();
  await expect(found[1]).rejects.toThrow('b');
  expect(hosts()).toEqual(['a', 'b', 'c']);
  asked[0]?.answer(['192.0.2.1']);
  expect(await found[0]).toEqual(['192.0.2.1']);
  expect(hosts()).toEqual(['a', 'b', 'c', 'd']);
  asked[2]?.answer([]);
  asked[3]?.answer([]);
  expect(await Promise.all(found.slice(2))).toEqual([[], []]);
  const later = resolve('e');
  await Promise.resolve();
  asked[4]?.answer(['192.0.2.2']);
  expect(await later).toEqual(['192.0.2.2']);
});
