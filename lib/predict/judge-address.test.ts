import { expect, test } from 'vitest';
import { substituteTraced } from '#lib/template/substitute.ts';
import { isRefusal, judgeAddress } from './judge-address.ts';

type Given = { template: string; saved?: Record<string, string>; runtime?: Record<string, string | null>; trusted?: string[] };

/** The verdict on the address that the template makes, as the pipeline fills it. */
function verdictOn({ template, saved = {}, runtime = {}, trusted = ['^https?://.*$'] }: Given): string {
  const values = new Map([...Object.entries(saved), ...Object.entries(runtime)]);
  const marks = new Map(Object.entries(runtime).map(([name, raw]) => [name, { origin: 'call', raw, kept: false }] as const));
  const url = substituteTraced(template, values, { marks, expand: 'saved' }).text;
  const verdict = judgeAddress({ url, address: { template, saved, runtime: new Map(Object.entries(runtime)) } }, trusted);
  return isRefusal(verdict) ? verdict.stage : 'allowed';
}

const host = 'https://${parameters.host}/v1';
const path = 'https://a.example/v1/${parameters.id}?x=${parameters.x:-1}';

test.each([
  [{ template: host, saved: { host: 'a.example' } }, 'allowed'],
  [{ template: host, runtime: { host: 'a.example' } }, 'allowed'],
  [{ template: host, runtime: { host: 'a.example:8443' } }, 'allowed'],
  [{ template: host, runtime: { host: 'a.example/x' } }, 'param'],
  [{ template: host, runtime: { host: 'a@b.example' } }, 'param'],
  [{ template: host, runtime: { host: 'a.example:123456' } }, 'param'],
  [{ template: host, runtime: { host: '' } }, 'form'],
  [{ template: host, saved: { host: 'a@b.example' } }, 'form'],
  [{ template: path, runtime: { id: 'batch_9' } }, 'allowed'],
  [{ template: path, runtime: { id: 'a%20b' } }, 'allowed'],
  [{ template: path, runtime: { id: '%2e%2e' } }, 'form'],
  [{ template: path, runtime: { id: 'a/b' } }, 'param'],
  [{ template: path, runtime: { id: 'a\\/b' } }, 'param'],
  [{ template: path, runtime: { id: 'a?b' } }, 'param'],
  [{ template: path, runtime: { id: 'a#b' } }, 'param'],
  [{ template: path, runtime: { id: 'a\nb' } }, 'param'],
  [{ template: path, runtime: { id: 'a', x: '1/2' } }, 'param'],
  [{ template: path, saved: { secret: 'y' }, runtime: { id: '${parameters.secret}' } }, 'param'],
  [{ template: path, runtime: { id: 'a b' } }, 'form'],
  [{ template: path, runtime: { id: null } }, 'form'],
  [{ template: path, saved: { id: 'a/b' } }, 'allowed'],
  [{ template: path, saved: { id: 'a' }, runtime: { other: '/?#' } }, 'allowed'],
])('what the caller brings may not end a host or a segment: %j is %s', (given, expected) => {
  expect(verdictOn(given)).toBe(expected);
});

test('a value that reaches the host through another is judged as part of the host', () => {
  const given = { template: 'https://${parameters.base}/v1', saved: { base: '${parameters.region}.a.example' } };
  expect(verdictOn({ ...given, runtime: { region: 'eu' } })).toBe('allowed');
  expect(verdictOn({ ...given, runtime: { region: 'evil.example/' } })).toBe('param');
});

test('a value that follows a saved path is judged as part of the path', () => {
  const given = { template: 'https://${parameters.base}${parameters.tail}', saved: { base: 'a.example/v1/' } };
  expect(verdictOn({ ...given, runtime: { tail: 'a,b' } })).toBe('allowed');
  expect(verdictOn({ template: given.template, saved: { base: 'a.example' }, runtime: { tail: 'a,b' } })).toBe('param');
});

const openai = '^https://api\\.openai\\.com/.*$';
const cohere = '^https://api\\.cohere\\.ai/.*$';

test.each([
  [{ saved: { host: 'api.openai.com' }, runtime: { host: 'api.openai.com' } }, 'allowed'],
  [{ saved: { host: 'api.openai.com' }, runtime: { host: 'api.cohere.ai' } }, 'scope'],
  [{ saved: { host: 'api.openai.com' }, runtime: { host: 'evil.example' } }, 'trust'],
  [{ saved: {}, runtime: { host: 'api.cohere.ai' } }, 'scope'],
])('another host must be admitted by a pattern that admitted the saved one: %j is %s', (given, expected) => {
  expect(verdictOn({ template: host, trusted: [openai, cohere], ...given })).toBe(expected);
});

test('another port counts as another destination', () => {
  const trusted = ['^https://a\\.example/.*$', '^https://a\\.example:8443/.*$'];
  expect(verdictOn({ template: host, trusted, saved: { host: 'a.example' }, runtime: { host: 'a.example:8443' } })).toBe('scope');
  expect(
    verdictOn({
      template: host,
      trusted: ['^https://a\\.example(:[0-9]{1,5})?/.*$'],
      saved: { host: 'a.example' },
      runtime: { host: 'a.example:8443' },
    }),
  ).toBe('allowed');
});

test('the pattern that trusts is the first that admits, not one that matches by accident', () => {
  const url = 'https://evil.example/x.openai.azure.com/y';
  const verdict = judgeAddress({ url, address: { template: url, saved: {}, runtime: new Map() } }, [
    '^https://.*\\.openai\\.azure\\.com/.*$',
    '^https?://.*$',
  ]);
  expect(verdict).toMatchObject({ trusted_by: 1 });
});

test('saved values that go round in circles are a refusal, not a failure', () => {
  const address = { template: host, saved: { host: '${parameters.host}' }, runtime: new Map([['x', 'y']]) };
  expect(judgeAddress({ url: host, address }, ['.*'])).toMatchObject({ stage: 'form' });
});
