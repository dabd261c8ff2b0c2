import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../test/fresh-store.ts';
import { readConfig } from './config.ts';
import { isStartError } from './start-error.ts';

const read = (environment: Record<string, string>) => readConfig(environment as NodeJS.ProcessEnv);

function fileWith(text: string) {
  const file = path.join(freshFolder(), 'studio.yml');
  fs.writeFileSync(file, text);
  return file;
}

test('N-11: without any variable the studio serves this machine on port 3000 from ./data', () => {
  expect(read({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    data_dir: path.resolve('data'),
    sealing: { text: undefined, file: undefined },
    administrator: undefined,
    node_settings: new Map(),
    origins: undefined,
    log_level: 'info',
  });
});

test('a variable that is set to nothing is not set', () => {
  expect(read({ PORT: '', STUDIO_ORIGINS: '', STUDIO_ADMIN_PASSWORD: '' })).toMatchObject({ port: 3000, origins: undefined });
});

test.each([
  ['PORT', '80a', 'PORT must be a whole number from 0 to 65535.'],
  ['PORT', '65536', 'PORT must be a whole number from 0 to 65535.'],
  ['PORT', '-1', 'PORT must be a whole number from 0 to 65535.'],
  ['HOST', 'http://localhost', 'HOST: must be a host name or an address.'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
  [
    'STUDIO_ORIGINS',
    'studio.example',
    'STUDIO_ORIGINS: "studio.example" is no origin such as https://studio.example or http://10.0.0.5:3000.',
  ],
  [
    'STUDIO_ORIGINS',
    'https://a.example,https://a.example/path',
    'STUDIO_ORIGINS: "https://a.example/path" is no origin such as https://studio.example or http://10.0.0.5:3000.',
  ],
  ['STUDIO_ADMIN_PASSWORD', 'short', 'STUDIO_ADMIN_PASSWORD: Use at least 12 characters.'],
  ['STUDIO_ADMIN_PASSWORD', 'long enough for us', 'STUDIO_ADMIN_USERNAME and STUDIO_ADMIN_PASSWORD belong together: set both or neither.'],
  ['STUDIO_ADMIN_USERNAME', 'a:b', 'STUDIO_ADMIN_USERNAME: A username holds no colon.'],
  ['STUDIO_CONFIG', './no-such.yml', 'STUDIO_CONFIG: ./no-such.yml cannot be read.'],
])('%s=%s stops the start with one line', (name, value, line) => {
  let thrown: unknown;
  try {
    read({ [name]: value });
  } catch (error) {
    thrown = error;
  }
  expect(isStartError(thrown) && thrown.message).toBe(line);
});

test('C-19 secrets are taken out of the environment, also when the start fails', () => {
  const environment = { STUDIO_SEALING_KEY: 'k', STUDIO_ADMIN_USERNAME: 'ada', STUDIO_ADMIN_PASSWORD: 'correct horse battery' };
  expect(readConfig(environment as unknown as NodeJS.ProcessEnv)).toMatchObject({
    sealing: { text: 'k' },
    administrator: { username: 'ada', password: 'correct horse battery' },
  });
  expect(environment).toEqual({ STUDIO_ADMIN_USERNAME: 'ada' });
  const failing = { PORT: 'x', STUDIO_SEALING_KEY: 'k' };
  expect(() => readConfig(failing as unknown as NodeJS.ProcessEnv)).toThrow();
  expect(failing).toEqual({ PORT: 'x' });
});

test('origins are compared as browsers spell them', () => {
  expect(read({ STUDIO_ORIGINS: ' https://Studio.example , http://10.0.0.5:3000/ ' }).origins).toEqual([
    'https://studio.example',
    'http://10.0.0.5:3000',
  ]);
});

test('node settings are read nested, dotted and mixed, and stay text', () => {
  const file = fileWith(`
plugins.ml_commons:
  connector.private_ip_enabled: true
  connector:
    restricted_ip_patterns: ["10.0.0.1", "1.50"]
  native_memory_threshold: 1.50
plugins.ml_commons.only_run_on_ml_node: "false"
__proto__: { polluted: yes }
`);
  expect(read({ STUDIO_CONFIG: file }).node_settings).toEqual(
    new Map<string, string | string[]>([
      ['plugins.ml_commons.connector.private_ip_enabled', 'true'],
      ['plugins.ml_commons.connector.restricted_ip_patterns', ['10.0.0.1', '1.50']],
      ['plugins.ml_commons.native_memory_threshold', '1.50'],
      ['plugins.ml_commons.only_run_on_ml_node', 'false'],
      ['__proto__.polluted', 'yes'],
    ]),
  );
});

test('a settings file of comments only sets nothing', () => {
  expect(read({ STUDIO_CONFIG: fileWith('# nothing yet\n') }).node_settings).toEqual(new Map());
});

test.each([
  ['a: 1\na: 2', /studio\.yml:2: a is set twice\./],
  ['a.b: 1\na:\n  b: 2', /studio\.yml:3: a\.b is set twice\./],
  ['a:\n', /studio\.yml:1: a has no value\./],
  ['a: [{ b: 1 }]', /studio\.yml:1: a holds something other than text, numbers or booleans\./],
  ['- a', /studio\.yml:1: holds no settings\./],
  ['a: [1', /studio\.yml:1: /],
])('the settings file %j stops the start, naming file and line', (text, line) => {
  expect(() => read({ STUDIO_CONFIG: fileWith(text) })).toThrow(line);
});
