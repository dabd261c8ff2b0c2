import { afterEach, expect, test } from 'vitest';
import type { SocketTarget } from './connector.ts';
import { makePools, type Pools } from './pools.ts';

let pools: Pools;
afterEach(() => pools.close());

const target: SocketTarget = {
  secure: false,
  host: 'svc.example',
  port: 80,
  addresses: ['192.0.2.1'],
  skip_ssl_verification: false,
  max_connection: 1,
  timeout: 1000,
};
const basis: unknown[] = [];

test('however many connectors there are, a pool that was just found is open', () => {
  pools = makePools(() => () => {});
  for (let n = 0; n < 1_200; n++) {
    const { dispatcher } = pools.find({ connector_id: `c${n}`, basis }, target);
    expect(dispatcher.closed).toBe(false);
  }
});

test('EG-6 a pool for one call is found by nobody else', () => {
  pools = makePools(() => () => {});
  const once = pools.openOnce(target);
  expect(pools.find({ connector_id: '', basis: [] }, target)).not.toBe(once.pool);
  expect(pools.openOnce(target).pool).not.toBe(once.pool);
  once.close();
  expect(once.pool.dispatcher.closed).toBe(true);
});
