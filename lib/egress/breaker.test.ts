import { expect, test } from 'vitest';
import { type Breaker, isFailing, makeBreaker, type Service } from './breaker.ts';

const service: Service = { connector_id: 'c1', origin: 'https://svc.example:443' };

function aBreaker() {
  let now = 0;
  const events: string[] = [];
  const breaker = makeBreaker({ failing: new Map(), elapsed: () => now, changed: ({ state }) => events.push(state) });
  return {
    breaker,
    events,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

const fail = (breaker: Breaker, times: number, of = service) => {
  for (let n = 0; n < times; n++) breaker.failed(of, {}, 'no answer');
};
const refusal = expect.objectContaining({
  status: 503,
  message: 'https://svc.example:443 failed 5 times in a row and is left alone for 15 s. The last failure: no answer',
  headers: { 'Retry-After': '15' },
});

test('L-06 five failures in a row open it, and only for that connector and origin', () => {
  const { breaker, events } = aBreaker();
  fail(breaker, 4);
  breaker.enter(service, {});
  fail(breaker, 1);
  expect(() => breaker.enter(service, {})).toThrow(refusal);
  breaker.enter({ ...service, connector_id: 'c2' }, {});
  breaker.enter({ ...service, origin: 'https://svc.example:8443' }, {});
  expect([events, breaker.states('c1'), breaker.states('c2')]).toEqual([
    ['open'],
    [{ origin: service.origin, state: 'open', retry_after: 15 }],
    [],
  ]);
});

test('L-06 an answer between them starts the count anew', () => {
  const { breaker } = aBreaker();
  fail(breaker, 4);
  breaker.answered(service);
  fail(breaker, 4);
  breaker.enter(service, {});
});

test('L-06 failures that are more than 30 s apart do not add up', () => {
  const { breaker, pass } = aBreaker();
  for (let n = 0; n < 20; n++) {
    fail(breaker, 1);
    pass(7_600);
  }
  breaker.enter(service, {});
});

test('L-06 the attempts of one call are one failure', () => {
  const { breaker } = aBreaker();
  const call = {};
  for (let n = 0; n < 10; n++) breaker.failed(service, call, 'no answer');
  breaker.enter(service, call);
});

test('L-06 after 15 s one call tries: on success all may, on failure nobody for another 15 s', () => {
  const { breaker, events, pass } = aBreaker();
  fail(breaker, 5);
  pass(15_000);
  const probe = {};
  breaker.enter(service, probe);
  expect(() => breaker.enter(service, {})).toThrow(expect.objectContaining({ status: 503, headers: { 'Retry-After': '1' } }));
  expect(breaker.states('c1')[0]?.state).toBe('probing');
  breaker.failed(service, probe, 'no answer');
  expect(() => breaker.enter(service, {})).toThrow(refusal);
  pass(15_000);
  breaker.enter(service, probe);
  breaker.answered(service);
  breaker.enter(service, {});
  expect([events, breaker.states('c1')]).toEqual([['open', 'open', 'closed'], []]);
});

test('L-06 a try that its caller gave up leaves the next one to another', () => {
  const { breaker, pass } = aBreaker();
  fail(breaker, 5);
  pass(15_000);
  const probe = {};
  breaker.enter(service, probe);
  breaker.left(service, probe);
  breaker.enter(service, {});
});

test('L-06 failures of calls from before do not prolong it', () => {
  const { breaker, pass } = aBreaker();
  fail(breaker, 5);
  pass(10_000);
  fail(breaker, 5);
  pass(5_000);
  breaker.enter(service, {});
});

test('L-06 statuses of 5xx count, but for those that say what a service will never do', () => {
  expect([500, 502, 503, 504, 529, 599].every(isFailing)).toBe(true);
  expect([200, 300, 400, 429, 499, 501, 505, 999].some(isFailing)).toBe(false);
});

test('what is known of a connector is forgotten with it', () => {
  const { breaker } = aBreaker();
  fail(breaker, 5);
  fail(breaker, 5, { ...service, connector_id: 'c2' });
  breaker.forget('c1');
  breaker.enter(service, {});
  expect(breaker.states('c2')).toHaveLength(1);
});
