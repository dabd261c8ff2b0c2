import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const biome = path.resolve('node_modules/@biomejs/biome/bin/biome');

/** What the project's linter says of one import in a file of that name, in a copy that holds nothing else. */
function lint(file: string, specifier: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'layers-'));
  try {
    const configuration = JSON.parse(fs.readFileSync('biome.json', 'utf8'));
    fs.writeFileSync(path.join(folder, 'biome.json'), JSON.stringify({ ...configuration, vcs: { enabled: false } }));
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), `import * as x from '${specifier}';\n\nexport const y = x;\n`);
    const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '.'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toContain('Checked 2 files');
    return stdout + stderr;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test.each([
  ['lib/predict/x.ts', '#lib/store/open.ts'],
  ['lib/predict/x.ts', '#lib/egress/guard.ts'],
  ['lib/template/x.ts', 'node:fs'],
  ['lib/connectors/x.ts', 'next/headers'],
  ['lib/models/x.ts', 'react'],
  ['lib/settings/x.ts', '@prisma/client'],
  ['lib/search/x.ts', 'better-sqlite3'],
  ['lib/blueprints/x.ts', '#lib/rest/route.ts'],
  ['lib/functions/x.ts', '#lib/executor/executor.ts'],
  ['lib/copy-as/x.ts', '#lib/client/connectors.ts'],
  ['lib/runs/x.ts', '#lib/store/open.ts'],
  ['lib/batches/x.ts', '#lib/store/open.ts'],
  ['lib/store/x.ts', '#lib/rest/route.ts'],
  ['lib/egress/x.ts', '#components/ui/page.tsx'],
  ['lib/executor/x.ts', 'undici'],
  ['lib/store/x.ts', 'node:net'],
  ['lib/identity/x.ts', 'node:dns'],
  ['lib/rest/x.ts', '#lib/store/open.ts'],
  ['lib/rest/x.ts', 'undici'],
  ['components/connectors/x.tsx', '#lib/store/open.ts'],
  ['components/connectors/x.tsx', '#lib/sealing/cipher.ts'],
  ['components/ui/x.tsx', 'node:crypto'],
  ['lib/client/x.ts', '#lib/studio.ts'],
  ['app/x.tsx', 'undici'],
])('%s may not import %s', (file, specifier) => {
  expect(lint(file, specifier)).toContain('noRestrictedImports');
});

test.each([
  ['lib/predict/x.ts', '#lib/template/substitute.ts'],
  ['lib/store/x.ts', '@prisma/client'],
  ['lib/egress/x.ts', 'undici'],
  ['lib/executor/x.ts', '#lib/egress/guard.ts'],
  ['components/connectors/x.tsx', '#lib/predict/run-predict.ts'],
  ['components/connectors/x.tsx', '#lib/client/connectors.ts'],
  ['lib/connectors/x.test.ts', 'node:fs'],
])('%s may import %s', (file, specifier) => {
  expect(lint(file, specifier)).not.toContain('noRestrictedImports');
});

const sources = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));

const importing = (pattern: RegExp) =>
  ['lib', 'app', 'components'].flatMap(sources).filter((file) => pattern.test(fs.readFileSync(file, 'utf8')));

test('EG-1: only lib/egress opens outgoing sockets', () => {
  const opens =
    /from '(undici|node:net|node:tls|node:http2|node:https|node:dgram|node:dns|@aws-sdk\/client-[^']*)'|\bimport\('(undici|node:net)'|\bhttps?\.(request|get)\(/;
  expect(importing(opens).filter((file) => !file.startsWith('lib/egress/'))).toEqual([]);
});

test('EG-1, N-06: only the browser fetches, and nothing that is read is kept by Next', () => {
  expect(importing(/(?<![.\w])fetch\(/)).toEqual(['lib/client/http.ts']);
  expect(importing(/unstable_cache|['"]use cache|force-static|export const revalidate\b|from 'next\/cache'/)).toEqual([]);
});

test('C-09: only the composition root hands the function that opens a credential to the executor', () => {
  // Rotating the keys opens values too, inside of lib/sealing, and hands none of them out.
  expect(importing(/from '[^']*\/opener\.ts'/).sort()).toEqual(['lib/sealing/rewrap.ts', 'lib/wire-predictions.ts']);
  const users = importing(/from '#lib\/sealing\//).filter((file) => !/^lib\/(sealing|operations)\//.test(file));
  for (const file of users) expect(['lib/studio.ts', 'lib/resources.ts']).toContain(file);
});

test('N-07: modules with data or keys begin with the mark that keeps them out of browsers', () => {
  const folders = ['store', 'sealing', 'identity', 'executor', 'egress', 'operations', 'sources'].map((name) => path.join('lib', name));
  const unmarked = folders.flatMap(sources).filter((file) => !fs.readFileSync(file, 'utf8').startsWith("import '#server-only';"));
  expect(unmarked.filter((file) => !isOnlyTypes(file))).toEqual([]);
});

/** Types are gone before anything runs. */
const isOnlyTypes = (file: string) => !/^(export )?(async )?(const|let|function|class)\b/m.test(fs.readFileSync(file, 'utf8'));

test('nothing evaluates text as code or puts markup from data into a page', () => {
  expect(importing(/\beval\(|new Function\(|from 'node:vm'|dangerouslySetInnerHTML/)).toEqual([]);
});

test('the server writes to its log, never to the console', () => {
  const programs = ['lib/copy-as/opensearch-js.ts']; // texts that people run elsewhere
  expect(importing(/console\.(log|info|debug)\(/).filter((file) => !programs.includes(file))).toEqual([]);
});
