import { expect, test } from 'vitest';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import { changedByOthers, changesOf, devToolsRequest, noDraft, settingsBody, shownValue, withValue } from './settings-draft.ts';

const aRow = (row: Partial<SettingRow> = {}): SettingRow => ({
  key: 'plugins.ml_commons.max_batch_inference_tasks',
  type: 'integer',
  default: '100',
  value: '100',
  origin: 'default',
  dynamic: true,
  inert: false,
  sought: false,
  since: '2.18',
  group: 'Batch predictions',
  title: 'Batch jobs at once',
  description: 'How many batch jobs may run at the same time.',
  ...row,
});

const flag = aRow({ key: 'plugins.ml_commons.stream_enabled', type: 'boolean', default: 'false', value: 'false', title: 'Streaming' });
const list = aRow({ key: 'plugins.ml_commons.list', type: 'patterns', default: ['a'], value: ['a'], title: 'List' });

test('a value that goes back to what is saved is no change', () => {
  const row = aRow();
  const changed = withValue(noDraft, row, '5');
  expect(changesOf(changed, [row])).toMatchObject([{ before: '100', after: '5', isReset: false }]);
  expect(withValue(changed, row, '100').size).toBe(0);
  expect(withValue(withValue(noDraft, list, ['a', 'b']), list, ['a']).size).toBe(0);
});

test('a reset leads to the file of the node, or to the default, and only where something is set', () => {
  const set = aRow({ value: '7', origin: 'persistent' });
  expect(shownValue(set, withValue(noDraft, set, null))).toBe('100');
  const beneath = aRow({ value: '7', origin: 'persistent', file: '50' });
  expect(shownValue(beneath, withValue(noDraft, beneath, null))).toBe('50');
  expect(withValue(noDraft, aRow(), null).size).toBe(0);
});

test('the body writes persistent values as people write them, and takes a transient value out of the way', () => {
  const winning = aRow({ value: '7', origin: 'transient' });
  const rows = [winning, flag, list];
  const draft = withValue(withValue(withValue(noDraft, winning, '8'), flag, 'true'), list, ['^https://a\\.b/.*$']);
  expect(settingsBody(changesOf(draft, rows))).toEqual({
    persistent: { [winning.key]: 8, [flag.key]: true, [list.key]: ['^https://a\\.b/.*$'] },
    transient: { [winning.key]: null },
  });
  const reset = changesOf(withValue(noDraft, winning, null), rows);
  expect(settingsBody(reset)).toEqual({ persistent: { [winning.key]: null }, transient: { [winning.key]: null } });
});

test('a number that JSON would change is sent as text', () => {
  const row = aRow({ type: 'long' });
  const body = (value: string) => settingsBody(changesOf(withValue(noDraft, row, value), [row])).persistent?.[row.key];
  expect(body('9007199254740993')).toBe('9007199254740993');
  expect(body('007')).toBe('007');
  expect(body('abc')).toBe('abc');
});

test('the request for Dev Tools escapes patterns as JSON does', () => {
  const draft = withValue(noDraft, list, ['^https://a\\.b/.*$']);
  expect(devToolsRequest(changesOf(draft, [list]))).toBe(
    'PUT /_cluster/settings\n{\n  "persistent": {\n    "plugins.ml_commons.list": [\n      "^https://a\\\\.b/.*$"\n    ]\n  }\n}',
  );
});

test('what somebody else saved meanwhile is no change any more; what they changed otherwise is told', () => {
  const draft = withValue(withValue(noDraft, flag, 'true'), list, ['b']);
  const now = [
    { ...flag, value: 'true', origin: 'persistent' as const },
    { ...list, value: ['c'] },
  ];
  expect(changesOf(draft, now).map(({ row }) => row.key)).toEqual([list.key]);
  expect(changedByOthers(draft, [flag, list], now)).toEqual(['Streaming', 'List']);
  expect(changedByOthers(draft, [flag, list], [flag, list])).toEqual([]);
});
