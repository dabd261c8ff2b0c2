// npm run threats [-- --unit]: runs every test whose name carries the id of a rule of docs/security.md and prints rule, tests and result.
// With --unit the browser stories are left out. Ends with 1 when a rule has neither a test nor a reason, or a test failed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

type Proof = { name: string; passed: boolean };

const anyId = /\b(?:EG-\d{1,2}|S-\d{3}|[A-Z]-\d{2})\b/g;
const text = fs.readFileSync('docs/security.md', 'utf8');
const rules = [...text.matchAll(/\b([A-Z]{1,2})-(\d+)…\1-(\d+)/g)].flatMap(([, letters = '', first = '', last = '']) =>
  Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => {
    const width = letters === 'EG' ? 0 : first.length;
    return `${letters}-${String(Number(first) + at).padStart(width, '0')}`;
  }),
);
const reasons = new Map(
  [...(text.split('## Rules without a test')[1] ?? '').matchAll(/^\| ([A-Z]{1,2}-\d+) \| (.+) \|$/gm)].map(([, id = '', why = '']) => [
    id,
    why,
  ]),
);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'threats-'));
const unit = path.join(folder, 'unit.json');
const browser = path.join(folder, 'browser.json');
const node = (args: string[], env = {}) =>
  spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });

node(['node_modules/vitest/vitest.mjs', 'run', '-t', anyId.source, '--reporter=json', `--outputFile=${unit}`]);
const proofs = unitProofs(JSON.parse(fs.readFileSync(unit, 'utf8')));
if (!process.argv.includes('--unit')) {
  node(['node_modules/@playwright/test/cli.js', 'test', '--grep', anyId.source, '--reporter=json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: browser,
  });
  proofs.push(...browserProofs(JSON.parse(fs.readFileSync(browser, 'utf8'))));
}
fs.rmSync(folder, { recursive: true });

const byRule = new Map<string, Proof[]>(rules.map((id) => [id, []]));
for (const proof of proofs) for (const id of new Set(proof.name.match(anyId))) byRule.get(id)?.push(proof);
const results = rules.map((id) => ({ id, own: byRule.get(id) ?? [], reason: reasons.get(id) }));
for (const { id, own, reason } of results) {
  const failed = own.filter(({ passed }) => !passed);
  const result =
    failed.length > 0 ? `FAILED: ${failed.map(({ name }) => name).join('; ')}` : own.length > 0 ? 'passed' : (reason ?? 'NO TEST');
  console.log(`| ${id} | ${own.length} | ${result} |`);
}
const open = results.filter(({ own, reason }) => own.some(({ passed }) => !passed) || (own.length === 0 && reason === undefined));
const proven = results.filter(({ own }) => own.length > 0 && own.every(({ passed }) => passed));
console.log(
  `${rules.length} rules: ${proven.length} proven by tests, ${open.length} open${open.length > 0 ? ` (${open.map(({ id }) => id).join(', ')})` : ''}.`,
);
process.exitCode = open.length > 0 ? 1 : 0;

function unitProofs(report: { testResults: { assertionResults: { fullName: string; status: string }[] }[] }): Proof[] {
  return report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ fullName, status }) => ({ name: fullName, passed: status === 'passed' }));
}

type Suite = { specs?: { title: string; ok: boolean }[]; suites?: Suite[] };

function browserProofs({ suites = [], specs = [] }: Suite): Proof[] {
  return [...specs.map(({ title, ok }) => ({ name: title, passed: ok })), ...suites.flatMap(browserProofs)];
}
