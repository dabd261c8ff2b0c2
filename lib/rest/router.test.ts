import { expect, test } from 'vitest';
import { type Method, type Route, route } from './route.ts';
import { makeRouter } from './router.ts';

const rows: [Method, string][] = [
  ['POST', '/_plugins/_ml/connectors/_create'],
  ['GET', '/_plugins/_ml/connectors/:connector_id'],
  ['PUT', '/_plugins/_ml/connectors/:connector_id'],
  ['POST', '/_plugins/_ml/models/_undeploy'],
  ['POST', '/_plugins/_ml/models/:model_id/_undeploy'],
  ['POST', '/_plugins/_ml/models/:id/_predict'],
  ['GET', '/_plugins/_ml/models/_search'],
  ['GET', '/api/studio/session'],
  ['GET', '/'],
];
const find = makeRouter(rows.map(([method, path]): Route => route(method, path, { run: () => path })));
const brief = (method: string, path: string) => {
  const match = find(method, path);
  return match.found === 'route' ? [match.route.path, { ...match.params }] : match.found === 'methods' ? match.methods : match.found;
};

test.each<[string, string, unknown]>([
  ['POST', '/_plugins/_ml/connectors/_create', ['/_plugins/_ml/connectors/_create', {}]],
  ['GET', '/_plugins/_ml/connectors/abc', ['/_plugins/_ml/connectors/:connector_id', { connector_id: 'abc' }]],
  ['GET', '/_plugins//_ml/connectors/abc/', ['/_plugins/_ml/connectors/:connector_id', { connector_id: 'abc' }]],
  ['POST', '/_plugins/_ml/models/_undeploy', ['/_plugins/_ml/models/_undeploy', {}]],
  ['POST', '/_plugins/_ml/models/m/_undeploy', ['/_plugins/_ml/models/:model_id/_undeploy', { model_id: 'm' }]],
  ['POST', '/_plugins/_ml/models/_search/_predict', ['/_plugins/_ml/models/:id/_predict', { id: '_search' }]],
  ['GET', '/', ['/', {}]],
  ['GET', '/_plugins/_ml/connectors', 'nothing'],
  ['GET', '/_plugins/_ml/connectors/', 'nothing'],
  ['GET', '/_plugins/_ml/connectors/a/b', 'nothing'],
  ['GET', '/_plugins/_ml/Connectors/a', 'nothing'],
])('finds for %s %s the row %j', (method, path, expected) => expect(brief(method, path)).toEqual(expected));

test('a literal segment wins over a parameter, even when only the parameter has the method', () => {
  expect(brief('GET', '/_plugins/_ml/connectors/_create')).toEqual(['POST']);
  expect(brief('GET', '/_plugins/_ml/connectors/_create/')).toEqual(['POST']);
});

test('names the methods of a path that is known', () => {
  expect(brief('DELETE', '/_plugins/_ml/connectors/abc')).toEqual(['GET', 'PUT']);
});

test('HEAD is GET on the routes of the studio, and unknown on those of OpenSearch', () => {
  expect(brief('HEAD', '/api/studio/session')).toEqual(['/api/studio/session', {}]);
  expect(brief('HEAD', '/')).toEqual(['/', {}]);
  expect(brief('HEAD', '/_plugins/_ml/connectors/abc')).toEqual(['GET', 'PUT']);
});

test('I-02 decodes a parameter once, and never as a step to another route', () => {
  const id = (path: string) => find('GET', `/_plugins/_ml/connectors/${path}`);
  expect(id('%C3%BCn%C3%AF')).toMatchObject({ params: { connector_id: 'ünï' } });
  expect(id('..%2f..%2fetc%2fpasswd')).toMatchObject({ params: { connector_id: '../../etc/passwd' } });
  expect(id('%2e%2e')).toMatchObject({ params: { connector_id: '..' } });
  expect(id('%252e')).toMatchObject({ params: { connector_id: '%2e' } });
  expect(id('%5Fcreate')).toMatchObject({ found: 'route', params: { connector_id: '_create' } });
  expect(id('__proto__')).toMatchObject({ params: { connector_id: '__proto__' } });
  for (const path of ['%', '%zz', '%C3', 'a%2']) expect(id(path).found).toBe('undecodable');
});

test('refuses a table with the same row twice', () => {
  const twice = [route('GET', '/a/:x', { run: () => 1 }), route('GET', '/a/:y', { run: () => 2 })];
  expect(() => makeRouter(twice)).toThrow('Two routes for GET /a/:y');
});
