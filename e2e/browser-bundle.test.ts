import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';

const chunks = () => {
  const folder = path.resolve('.next/static');
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));
};

// Words that stand in each server module and would survive minification.
const serverWords = {
  'the database': /better-sqlite3|PrismaClient|_prisma_migrations/,
  sealing: /studio\/dk\/1|studio\/cf\/1|aes-256-gcm/i,
  sockets: /undici|remoteAddress/,
  'node built-ins': /require\(["']node:|from ["']node:|node:crypto|node:fs/,
  sessions: /studio_session/,
};

for (const [what, words] of Object.entries(serverWords)) {
  test(`no browser bundle holds ${what}`, () => {
    const all = chunks();
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter(({ text }) => words.test(text)).map(({ name }) => name)).toEqual([]);
  });
}

test('N-03: the build has no server actions', () => {
  const manifest = JSON.parse(fs.readFileSync('.next/server/server-reference-manifest.json', 'utf8'));
  expect(Object.keys(manifest.node ?? {})).toEqual([]);
  expect(Object.keys(manifest.edge ?? {})).toEqual([]);
});

test('N-09: the build serves no source maps', () => {
  const maps = fs.readdirSync(path.resolve('.next/static'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.map'));
  // The thread for scripts brings an empty one.
  const sourcesOf = (name: string) => JSON.parse(fs.readFileSync(path.resolve('.next/static', name), 'utf8'));
  expect(maps.map(sourcesOf)).toEqual(maps.map(() => ({ version: 3, sources: [], sections: [] })));
});
