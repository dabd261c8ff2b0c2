import https from 'node:https';
import tls from 'node:tls';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import { makeIsOwn } from '#lib/egress/own-listener.ts';
import { type LocalExecutor, localExecutor } from './local-executor.ts';
import { answerOf, type RawServer, rawServer } from './raw-server.ts';
import { anyPrivateHost } from './request-to.ts';
import { certificate, privateKey } from './tls-certificate.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  for (const one of open.splice(0).reverse()) await one.close();
});

const soon = () => new Promise((done) => setImmediate(done));

async function recorder(
  answer: Parameters<typeof rawServer>[0] = (socket) => socket.write(answerOf('{}')),
  host?: string,
): Promise<RawServer> {
  const server = await rawServer(answer, host);
  open.push(server);
  return server;
}

function local(given: Parameters<typeof localExecutor>[0] = {}): LocalExecutor {
  const made = localExecutor(given);
  open.push(made.egress);
  return made;
}

describe('where a socket goes', () => {
  test('S-082 the address that was vetted is the one that is called: one lookup, nothing to the second answer', async () => {
    const good = await recorder();
    const lookups: string[] = [];
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const { send } = local({
      resolve: async (host) => {
        lookups.push(host);
        return answers[lookups.length - 1] ?? [];
      },
    });
    expect((await send(`http://rebind.example:${good.port}/`)).status).toBe(200);
    expect(lookups).toEqual(['rebind.example']);
    expect(good.received).toHaveLength(1);
    expect(good.received[0]).toContain(`host: rebind.example:${good.port}\r\n`);
  });

  test('S-083 the next attempt looks up and judges again, and an open socket to another address does not count', async () => {
    const first = await recorder();
    const answers = [['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1']];
    let lookups = 0;
    const { send } = local({ resolve: async () => answers[lookups++] ?? [] });
    const url = `http://flip.example:${first.port}/`;
    await send(url);
    await expect(send(url)).rejects.toMatchObject({
      status: 400,
      message: 'Remote inference host name has private ip address: flip.example',
    });
    expect(first.received.join('').match(/POST/g)).toHaveLength(1);
    await send(url);
    expect(lookups).toBe(3);
  });

  test('EG-3 of several vetted addresses the one that answers is kept', async () => {
    const server = await recorder();
    // Nobody listens there: the first address refuses the connection.
    const { send } = local({ resolve: async () => ['127.0.0.9', '127.0.0.1'] });
    expect((await send(`http://two.example:${server.port}/`)).status).toBe(200);
    await soon();
    expect((await send(`http://two.example:${server.port}/`)).timings).not.toHaveProperty('connect');
    expect(server.received).toHaveLength(1);
  });

  test('S-151 the own address and port are refused, another port of the same address is not', async () => {
    const server = await recorder();
    for (const host of ['127.0.0.1', '0.0.0.0', '::', 'localhost']) {
      const { send } = local({ isOwn: makeIsOwn(() => ({ host, port: server.port })) });
      await expect(send(`http://127.0.0.1:${server.port}/`)).rejects.toThrow(
        'Remote inference host name has private ip address: 127.0.0.1',
      );
      await expect(send(`http://any.example:${server.port}/`)).rejects.toThrow('has private ip address: any.example');
    }
    expect(server.received).toEqual([]);
    const { send } = local({ isOwn: makeIsOwn(() => ({ host: '127.0.0.1', port: server.port + 1 })) });
    expect((await send(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
  });

  test.each([
    ['S-130', 302],
    ['S-131', 307],
    ['S-132', 308],
    ['S-133', 303],
  ])('%s a %i is not followed and nothing is sent where it points', async (_id, status) => {
    const other = await recorder();
    const server = await recorder((socket) => socket.write(answerOf('{}', { location: `http://127.0.0.1:${other.port}/` }, status)));
    const { send } = local();
    expect((await send(`http://127.0.0.1:${server.port}/r`, { headers: [['X-Key', 'secret-one']] })).status).toBe(status);
    expect(server.received.join('').match(/POST/g)).toHaveLength(1);
    expect(other.received).toEqual([]);
  });

  test('S-135 proxies of the environment are ignored', async () => {
    const proxy = await recorder();
    const server = await recorder();
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const { send } = local();
    expect((await send(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
    expect(proxy.received).toEqual([]);
  });

  test('no cookie is kept for the next call', async () => {
    const server = await recorder((socket) => socket.write(answerOf('{}', { 'set-cookie': 'a=b' })));
    const { send } = local();
    await send(`http://127.0.0.1:${server.port}/`);
    await send(`http://127.0.0.1:${server.port}/`);
    expect(server.received.join('')).not.toMatch(/cookie/i);
  });
});

describe('EG-6 sockets', () => {
  test('are used again by the same connector', async () => {
    const server = await recorder();
    const { send } = local();
    for (let n = 0; n < 3; n++) {
      await send(`http://127.0.0.1:${server.port}/${n}`);
      await soon();
    }
    expect(server.received).toHaveLength(1);
  });

  test('are never shared between connectors', async () => {
    const server = await recorder();
    const { send } = local();
    await send(`http://127.0.0.1:${server.port}/`);
    await soon();
    await send(`http://127.0.0.1:${server.port}/`, { connector_id: 'connector-two' });
    expect(server.received).toHaveLength(2);
  });

  test('of a connector that changed are closed, others stay', async () => {
    const server = await recorder();
    const { send, egress } = local();
    const call = async (connector_id: string) => {
      await send(`http://127.0.0.1:${server.port}/`, { connector_id });
      await soon();
    };
    await call('connector-one');
    await call('connector-two');
    egress.dropPools('connector-one');
    await call('connector-one');
    await call('connector-two');
    expect(server.received).toHaveLength(3);
    egress.dropPools();
    await call('connector-two');
    expect(server.received).toHaveLength(4);
  });

  test.each([
    ['settings', { trust: { ...anyPrivateHost, trusted: [...anyPrivateHost.trusted] } }],
    ['connector', { address: { template: '', saved: { a: 'b' }, runtime: new Map() } }],
  ])('are not used again once the %s changed', async (_what, change) => {
    const server = await recorder();
    const { send } = local();
    await send(`http://127.0.0.1:${server.port}/`);
    await soon();
    await send(`http://127.0.0.1:${server.port}/`, change);
    await soon();
    await send(`http://127.0.0.1:${server.port}/`, change);
    expect(server.received).toHaveLength(2);
  });

  test('a call that is under way ends well when its sockets are dropped', async () => {
    let finish = () => {};
    const asked = new Promise<void>((done) => {
      finish = done;
    });
    const server = await recorder((socket) => {
      finish();
      setTimeout(() => socket.write(answerOf('{"late":1}')), 50);
    });
    const { send, egress } = local();
    const sending = send(`http://127.0.0.1:${server.port}/`);
    await asked;
    egress.dropPools();
    expect((await sending).body).toBe('{"late":1}');
  });
});

describe('limits', () => {
  test('B-05 B-07 time-outs count from their own phase and name it: a handshake that never ends', async () => {
    const server = await recorder(() => {});
    const { send } = local();
    const sending = send(`https://silent.example:${server.port}/`, { client_config: { ...defaultClientConfig, connection_timeout: 1 } });
    await expect(sending).rejects.toMatchObject({
      status: 500,
      message: `Error communicating with remote model: no connection to silent.example:${server.port} within 1 s (connection_timeout)`,
    });
  });

  test('B-06 an answer that trickles is given up when connection_timeout, read_timeout and a minute are over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let trickle = () => {};
    const server = await recorder((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n');
      trickle = () => void socket.write('a');
    });
    const { send } = local();
    const sending = send(`http://127.0.0.1:${server.port}/`, {
      client_config: { ...defaultClientConfig, connection_timeout: 1, read_timeout: 20 },
    });
    const outcome = expect(sending).rejects.toMatchObject({
      status: 500,
      message: 'Error communicating with remote model: the answer of 127.0.0.1 took longer than 81 s in all',
    });
    while (server.received.length === 0) await soon();
    for (let seconds = 0; seconds < 82; seconds += 5) {
      trickle();
      for (let turn = 0; turn < 20; turn++) await soon();
      await vi.advanceTimersByTimeAsync(5000);
    }
    await outcome;
  });

  test('L-04 who waits for a turn longer than connection_timeout gets 429', async () => {
    const server = await recorder(() => {});
    const { send, egress } = local();
    const client_config = { ...defaultClientConfig, max_connection: 1, connection_timeout: 1 };
    const leaving = new AbortController();
    const first = send(`http://127.0.0.1:${server.port}/`, { client_config }, leaving.signal).catch(() => {});
    await expect(send(`http://127.0.0.1:${server.port}/`, { client_config })).rejects.toMatchObject({
      status: 429,
      message: expect.stringMatching(
        /^Error communicating with remote model: Acquire operation took longer than the configured maximum time/,
      ),
    });
    expect(server.received).toHaveLength(1);
    leaving.abort();
    await first;
    await egress.close();
  });

  test('L-04 a turn that becomes free goes to who has waited longest, and waiting ends with the caller', async () => {
    const answers: (() => void)[] = [];
    const server = await recorder((socket) => answers.push(() => socket.write(answerOf('{}'))));
    const { send } = local();
    const client_config = { ...defaultClientConfig, max_connection: 1 };
    const order: string[] = [];
    const call = (path: string, signal?: AbortSignal) =>
      send(`http://127.0.0.1:${server.port}/${path}`, { client_config }, signal).then(() => order.push(path));
    const leaving = new AbortController();
    const calls = [call('a'), call('left', leaving.signal), call('b'), call('c')];
    leaving.abort(new Error('left'));
    await expect(calls[1]).rejects.toThrow('left');
    for (let n = 1; n <= 3; n++) {
      await expect.poll(() => answers.length).toBe(n);
      answers[n - 1]?.();
    }
    await Promise.all([calls[0], calls[2], calls[3]]);
    expect(order).toEqual(['a', 'b', 'c']);
    expect(server.received.join('')).not.toContain('/left');
  });

  test('L-05 a full queue answers 429 with Retry-After, and one busy connector does not hold up another', async () => {
    const server = await recorder((socket, { connection }) => {
      if (connection > 0) socket.write(answerOf('{}'));
    });
    const { send } = local({ limits: () => ({ max_calls: 10, max_queue: 1, response_max_bytes: 1000 }) });
    const url = `http://127.0.0.1:${server.port}/`;
    const client_config = { ...defaultClientConfig, max_connection: 1 };
    const leaving = new AbortController();
    const calls = [send(url, { client_config }, leaving.signal), send(url, { client_config }, leaving.signal)].map((one) =>
      one.catch(() => 'left'),
    );
    await expect.poll(() => server.received.length).toBe(1);
    await expect(send(url, { client_config })).rejects.toMatchObject({
      status: 429,
      type: 'rejected_execution_exception',
      headers: { 'Retry-After': '1' },
    });
    expect((await send(url, { client_config, connector_id: 'connector-two' })).status).toBe(200);
    leaving.abort();
    expect(await Promise.all(calls)).toEqual(['left', 'left']);
  });

  test('nothing that listens: the connection is refused, by name and without an address', async () => {
    const server = await rawServer(() => {});
    await server.close();
    const { send } = local();
    await expect(send(`http://gone.example:${server.port}/`)).rejects.toMatchObject({
      status: 500,
      type: 'status_exception',
      message: `Error communicating with remote model: gone.example:${server.port} refused the connection`,
    });
  });
});

describe('EG-5 TLS', () => {
  async function secureServer(options: https.ServerOptions = {}): Promise<{ port: number; requests: () => number }> {
    let requests = 0;
    const server = https.createServer({ key: privateKey, cert: certificate, ...options }, (_request, response) => {
      requests++;
      response.end('{}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    open.push({ close: () => new Promise((done) => server.closeAllConnections() ?? server.close(done)) });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    return { port: address.port, requests: () => requests };
  }
  const tlsFailure = (message: RegExp) =>
    expect.objectContaining({
      status: 500,
      type: 'status_exception',
      message: expect.stringMatching(message),
      isFinal: true,
    });

  test('a certificate that nobody vouches for is refused, and no retry is worth it', async () => {
    const { port, requests } = await secureServer();
    const { send } = local();
    await expect(send(`https://studio.test:${port}/`)).rejects.toEqual(
      tlsFailure(/^Error communicating with remote model: TLS: the certificate is signed by itself \(studio\.test\)$/),
    );
    expect(requests()).toBe(0);
  });

  test('skip_ssl_verification takes it all the same, for that connector', async () => {
    const { port } = await secureServer();
    const { send } = local();
    const client_config = { ...defaultClientConfig, skip_ssl_verification: true };
    const reply = await send(`https://studio.test:${port}/`, { client_config });
    expect(reply.status).toBe(200);
    expect(reply.timings.tls).toBeGreaterThan(0);
    await soon();
    await expect(send(`https://studio.test:${port}/`)).rejects.toEqual(tlsFailure(/signed by itself/));
  });

  test('versions before 1.2 are not spoken', async () => {
    const { port } = await secureServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    const { send } = local();
    const client_config = { ...defaultClientConfig, skip_ssl_verification: true };
    await expect(send(`https://studio.test:${port}/`, { client_config })).rejects.toEqual(tlsFailure(/the handshake failed/));
  });

  test.skipIf(typeof tls.setDefaultCACertificates !== 'function')(
    'the name that is written is the name that the certificate must have',
    async () => {
      const { port } = await secureServer();
      const before = tls.getCACertificates('default');
      tls.setDefaultCACertificates([certificate]);
      try {
        const { send } = local();
        expect((await send(`https://studio.test:${port}/`)).status).toBe(200);
        await expect(send(`https://other.test:${port}/`)).rejects.toEqual(
          tlsFailure(/the certificate is for another host \(other\.test\)$/),
        );
      } finally {
        tls.setDefaultCACertificates(before);
      }
    },
  );

  test('HTTP/2 is not offered', async () => {
    let offered: unknown;
    const { port } = await secureServer({
      ALPNCallback: ({ protocols }) => {
        offered = protocols;
        return 'http/1.1';
      },
    });
    const { send } = local();
    await send(`https://studio.test:${port}/`, { client_config: { ...defaultClientConfig, skip_ssl_verification: true } });
    expect(offered).toEqual(['http/1.1']);
  });
});
