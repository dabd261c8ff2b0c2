import { expect, test } from 'vitest';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import type { PatternCheck } from '#lib/settings/pattern-check.ts';
import { problemText } from './pattern-verdict.tsx';
import { patternsOfJson } from './patterns-json.ts';
import {
  blockedText,
  effectsOf,
  needsConfirmation,
  opensConnectors,
  privateAllowedKey,
  questionOf,
  trustedKey,
} from './setting-effects.ts';
import { problemOf, rangeOf, typeWords } from './setting-rules.ts';
import { changesOf, noDraft, withValue } from './settings-draft.ts';
import { fieldOf, patternProblems, problemsOf, trustInput } from './settings-problems.ts';
import { matches, readFilter, sectionsOf, writeFilter } from './settings-view.ts';

const row = (given: Partial<SettingRow>): SettingRow => ({
  key: 'plugins.ml_commons.x',
  type: 'text',
  default: '',
  value: '',
  origin: 'default',
  dynamic: true,
  inert: false,
  sought: false,
  since: '2.9',
  group: 'Features',
  title: 'Title',
  description: 'A sentence.',
  ...given,
});

test.each([
  [{ type: 'integer', min: 1, max: 10_000 }, '0', 'Enter a whole number, 1 to 10,000.'],
  [{ type: 'integer', min: 0 }, '1.5', 'Enter a whole number, at least 0.'],
  [{ type: 'float', min: 0, max: 1 }, 'much', 'Enter a number, 0 to 1.'],
  [{ type: 'bytes', min: 1024, max: 104_857_600 }, '5', 'Enter a size with its unit, such as 10mb, 1 kb to 100 mb.'],
  [{ type: 'integer', min: 1, max: 10 }, '7', undefined],
  [{ type: 'text' }, '', undefined],
] as const)('%j refuses %s in plain words', (rules, value, words) => {
  expect(problemOf(row(rules), value)).toBe(words);
});

test('a range is told only where there is one', () => {
  expect(rangeOf(row({ type: 'integer', min: -1 }))).toBe('at least -1');
  expect(rangeOf(row({ type: 'boolean' }))).toBeUndefined();
  expect(typeWords(row({ type: 'integer', min: 0, max: 10_000 }))).toBe('Whole number, 0 to 10,000');
  expect(typeWords(row({ type: 'boolean' }))).toBe('On or off');
});

const trusted = row({
  key: trustedKey,
  type: 'patterns',
  title: 'Trusted endpoints',
  value: ['a'],
  default: ['a'],
  group: 'Trusted endpoints',
});
const change = (value: string[]) => changesOf(withValue(noDraft, trusted, value), [trusted]);

test('an empty row and a pattern that is there twice are problems with their place', () => {
  expect(problemsOf(change(['a', '', 'a']))).toEqual([
    {
      message: 'Trusted endpoints, pattern 2: Enter a pattern, or remove this row.',
      field: `setting-${trustedKey.replaceAll('.', '-')}-1`,
    },
    { message: 'Trusted endpoints, pattern 3: The same as pattern 1.', field: `setting-${trustedKey.replaceAll('.', '-')}-2` },
  ]);
});

const verdict = (pattern: string, problem?: string): PatternCheck & { connectors: number } => ({
  pattern,
  valid: problem === undefined,
  ...(problem && { problem }),
  any_host: false,
  pins_host: true,
  notes: [],
  connectors: 0,
});

test('a refusal of the server is placed at its pattern, and shown without repeating it', () => {
  const check = { patterns: [verdict('a'), verdict('b++', 'Not supported here: b++')], blocked: [] };
  expect(patternProblems(change(['a', 'b++']), check)).toMatchObject([
    { message: 'Trusted endpoints, pattern 2: Not supported here: b++' },
  ]);
  expect(problemText(verdict('b++', 'Not supported here: b++'))).toBe('Not supported here.');
  expect(problemText(verdict('a'))).toBeUndefined();
});

test("a refusal that names a setting's key leads to its field", () => {
  const limit = row({ key: 'studio.egress.max_calls', type: 'integer', value: '1' });
  const changes = changesOf(withValue(noDraft, limit, '0'), [limit]);
  expect(fieldOf('Failed to parse value [0] for setting [studio.egress.max_calls] must be >= 1', changes)).toEqual({
    field: 'setting-studio-egress-max_calls',
  });
  expect(fieldOf('Something else', changes)).toEqual({});
});

test('the server is asked about the lists as they would be after saving', () => {
  const allowed = row({ key: privateAllowedKey, type: 'boolean', value: 'true' });
  const draft = withValue(withValue(noDraft, trusted, ['b']), allowed, 'false');
  const rows = [trusted, allowed];
  expect(trustInput(rows, changesOf(draft, rows))).toEqual({ patterns: ['b'], private_patterns: [], private_ip_enabled: false });
  expect(trustInput(rows, [])).toEqual({ patterns: ['a'], private_patterns: [] });
});

test('effects name the connectors that become blocked, and what switches off', () => {
  const access = row({ key: 'plugins.ml_commons.connector_access_control_enabled', type: 'boolean', value: 'true' });
  const off = changesOf(withValue(noDraft, access, 'false'), [access]);
  const [nobody, ollama] = [{ blocked: [] }, { blocked: [{ name: 'Local Ollama' }] }];
  expect(opensConnectors(off)).toBe(true);
  expect(needsConfirmation(off, nobody)).toBe(true);
  expect(questionOf(off, nobody)).toBe('Disable connector access control?');
  expect(needsConfirmation(change(['b']), nobody)).toBe(false);
  expect(needsConfirmation(change(['b']), ollama)).toBe(true);
  expect(questionOf(change(['b']), ollama)).toBe('Block 1 connector?');
  expect(effectsOf(change(['b']), ollama)).toEqual([{ kind: 'warning', text: '1 connector becomes blocked: Local Ollama.' }]);
  expect(effectsOf(change(['b']), nobody)).toEqual([{ kind: 'info', text: 'No connector becomes blocked.' }]);
  expect(blockedText(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => ({ name })))).toBe(
    '6 connectors become blocked: A, B, C, D, E and 1 more.',
  );
});

test('a pattern that takes any host is asked about when it is new, not when it was there', () => {
  const judged = {
    blocked: [],
    patterns: [
      { pattern: 'a', any_host: true },
      { pattern: 'b', any_host: false },
    ],
  };
  expect(needsConfirmation(change(['a', 'b']), judged)).toBe(false);
  const opened = {
    blocked: [],
    patterns: [
      { pattern: 'a', any_host: false },
      { pattern: '^https?://.*$', any_host: true },
    ],
  };
  expect(needsConfirmation(change(['a', '^https?://.*$']), opened)).toBe(true);
  expect(questionOf(change(['a', '^https?://.*$']), opened)).toBe('Trust any host?');
});

test.each([
  ['plugins.ml_commons.connector.private_ip_enabled', 'boolean', 'false', 'true', 'Allow private addresses?'],
  ['plugins.ml_commons.remote_inference.enabled', 'boolean', 'true', 'false', 'Switch remote inference off?'],
  ['plugins.ml_commons.model_access_control_enabled', 'boolean', 'true', 'false', 'Disable model access control?'],
  ['studio.history.keep_runs', 'integer', '30', '7', 'Delete what is older?'],
  ['studio.history.keep_bodies', 'integer', '7', '0', 'Delete what is older?'],
] as const)('%s is asked about before it is saved, its opposite is not', (key, type, before, after, question) => {
  const setting = (value: string) => row({ key, type, value });
  const changes = (from: string, to: string) => changesOf(withValue(noDraft, setting(from), to), [setting(from)]);
  expect(needsConfirmation(changes(before, after), { blocked: [] })).toBe(true);
  expect(questionOf(changes(before, after), { blocked: [] })).toBe(question);
  expect(needsConfirmation(changes(after, before), { blocked: [] })).toBe(false);
});

test('a search looks at title, sentence, key and value, and for every word', () => {
  const found = (q: string) => matches(trusted, { q, changedOnly: false }, noDraft);
  expect(found('endpoints trusted')).toBe(true);
  expect(found('REGEX')).toBe(true);
  expect(found('endpoints nothing')).toBe(false);
  expect(matches(row({ group: 'Access control' }), { q: 'access control', changedOnly: false }, noDraft)).toBe(true);
});

test('a setting that was found stays while its value changes', () => {
  const found = row({ value: 'chat' });
  expect(matches(found, { q: 'chat', changedOnly: false }, withValue(noDraft, found, 'embed'))).toBe(true);
  expect(matches(found, { q: 'embed', changedOnly: false }, withValue(noDraft, found, 'embed'))).toBe(true);
});

test('changed only keeps what is set, and what is not saved yet', () => {
  const only = { q: '', changedOnly: true };
  expect(matches(trusted, only, noDraft)).toBe(false);
  expect(matches({ ...trusted, origin: 'file' }, only, noDraft)).toBe(true);
  expect(matches(trusted, only, withValue(noDraft, trusted, ['b']))).toBe(true);
});

test('the filter stands in the address beside what else is there', () => {
  const text = writeFilter('?pattern=a', { q: 'x', changedOnly: true });
  expect(text).toBe('pattern=a&q=x&changed=true');
  expect(readFilter(new URLSearchParams(text))).toEqual({ q: 'x', changedOnly: true });
  expect(writeFilter(text, { q: '', changedOnly: false })).toBe('pattern=a');
});

test('settings that nothing acts on stand together after the others', () => {
  const { sections, inert } = sectionsOf([
    row({ group: 'Nodes' }),
    trusted,
    row({ key: 'i', inert: true }),
    row({ key: 's', group: 'Nodes', inert: true, sought: true }),
  ]);
  expect(sections.map(({ title, rows }) => [title, rows.length])).toEqual([
    ['Trusted endpoints', 1],
    ['Nodes', 2],
  ]);
  expect(inert.map(({ key }) => key)).toEqual(['i']);
});

test('JSON for the list is a list of texts and nothing else', () => {
  expect(patternsOfJson('["a\\\\.b"]')).toEqual(['a\\.b']);
  for (const text of ['', '[', '{}', '[1]', 'null', '"a"']) expect(patternsOfJson(text)).toBeUndefined();
});
