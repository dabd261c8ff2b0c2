import fs from 'node:fs';
import { expect, test } from 'vitest';
import { hasSharedMaterial, sharedPath } from '../../test/shared-material.ts';
import { defaultTrustedEndpoints } from './connector-settings.ts';
import { nodeSettingsProblem } from './node-file-settings.ts';
import { parseValue } from './parse-value.ts';
import { findSetting, settings } from './registry.ts';
import { mlCommons, type Setting, settingGroups } from './setting.ts';

test('every setting has one row, in plain words, and a default that it would itself accept', () => {
  expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
  expect(new Set(settings.map(({ title }) => title)).size).toBe(settings.length);
  for (const setting of settings) {
    expect(() => parseValue(setting, setting.default)).not.toThrow();
    expect(setting.description).toMatch(/^[A-Z].*\.$/);
    expect(setting.title).toMatch(/^[A-Z]/);
    expect(settingGroups).toContain(setting.group);
  }
});

type Documented = { key: string; type: string; standard: string; range: string; update: string; since: string };

/** The tables of settings.md Part A: cells between pipes; a pipe inside a cell is escaped. */
function documented(): Documented[] {
  const lines = fs.readFileSync(sharedPath('spec/settings.md'), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
    const [, keys = '', type = '', standard = '', range = '', update = '', since = ''] = cells;
    if (!/^\*{0,2}[DSF]\*{0,2}$/.test(update) || !keys.startsWith('`')) return [];
    return [...keys.matchAll(/`([^`]+)`/g)].map(([, key = '']) => ({
      key,
      type,
      standard,
      range,
      update: update.replaceAll('*', ''),
      since,
    }));
  });
}

const typeNames: Record<string, Setting['type'][]> = {
  bool: ['boolean'],
  int: ['integer'],
  long: ['long'],
  float: ['float'],
  bytes: ['bytes'],
  string: ['text'],
  list: ['list'],
  'list<string>': ['list', 'patterns'],
};

/** `["a","b"]`, `` `text` ``, `10 (docs say 3)`, `**true** (false in 2.4)`. */
function defaultOf(text: string): unknown {
  const bare = text.replaceAll('**', '').replaceAll('`', '');
  if (bare.startsWith('12 regexes')) return defaultTrustedEndpoints;
  if (bare.startsWith('[')) return JSON.parse(bare);
  return bare === '""' ? '' : /^[(^]/.test(bare) ? bare : bare.replace(/ \(.*$/, '');
}

test.skipIf(!hasSharedMaterial)('holds all settings that are documented for ML Commons, as they are documented', () => {
  const rows = documented();
  expect(rows.length).toBeGreaterThan(75);
  for (const row of rows) {
    const setting = findSetting(mlCommons + row.key);
    expect(setting, row.key).toBeDefined();
    expect(typeNames[row.type], row.key).toContain(setting?.type);
    expect(setting?.default, row.key).toEqual(defaultOf(row.standard));
    expect(setting?.update, row.key).toBe({ D: 'dynamic', S: 'static', F: 'final' }[row.update]);
    expect(row.since.startsWith(setting?.since ?? '?'), row.key).toBe(true);
    const [, min, max] = /^(-?\d+)–(\d+)$/.exec(row.range) ?? [];
    if (min) expect([setting?.min, setting?.max], row.key).toEqual([Number(min), Number(max)]);
  }
  const keys = new Set(rows.map(({ key }) => mlCommons + key));
  expect(settings.filter(({ key }) => key.startsWith(mlCommons) && !keys.has(key)).map(({ key }) => key)).toEqual([]);
});

const size: Setting = {
  key: 'studio.request_max_bytes',
  type: 'bytes',
  default: '10mb',
  update: 'dynamic',
  min: 1024,
  max: 100 * 1024 * 1024,
  since: '0.1',
  group: 'Limits',
  title: 'Size',
  description: 'A size.',
};

test.each([
  ['1kb', 1024],
  ['1k', 1024],
  ['2048b', 2048],
  ['10 MB', 10 * 1024 * 1024],
  ['1.5mb', 1.5 * 1024 * 1024],
])('reads %s as %d bytes', (text, bytes) => expect(parseValue(size, text)).toBe(bytes));

test.each([
  ['5', /unit is missing or unrecognized$/],
  ['', /unit is missing or unrecognized$/],
  ['mb', /^failed to parse \[mb\]$/],
  ['xmb', /^failed to parse \[xmb\]$/],
  ['1023b', /must be >= 1kb$/],
  ['1gb', /must be <= 100mb$/],
])('refuses %j as a size', (text, reason) => expect(() => parseValue(size, text)).toThrow(reason));

test.each([
  [`${mlCommons}max_model_on_node`, '5', undefined],
  [`${mlCommons}connector.restricted_ip_patterns`, ['^10\\..*$'], undefined],
  [`${mlCommons}multi_tenancy_enabled`, 'false', undefined],
  ['studio.egress.dns_servers', ['10.0.0.2'], undefined],
  [
    `${mlCommons}only_run_on_ml_node`,
    'yes',
    `${mlCommons}only_run_on_ml_node: Failed to parse value [yes] as only [true] or [false] are allowed.`,
  ],
  [`${mlCommons}max_model_on_node`, '-1', `Failed to parse value [-1] for setting [${mlCommons}max_model_on_node] must be >= 0`],
  ['max_model_on_node', '5', `unknown setting [max_model_on_node] did you mean [${mlCommons}max_model_on_node]?`],
  [
    'plugins.ml_commons.private_ip_enabled',
    'true',
    `unknown setting [plugins.ml_commons.private_ip_enabled] did you mean [${mlCommons}connector.private_ip_enabled]?`,
  ],
  ['foo', 'x', 'unknown setting [foo]'],
])("the node's file with %s = %j", (key, value, problem) => {
  expect(nodeSettingsProblem(new Map([[key, value]]))).toBe(problem);
});
