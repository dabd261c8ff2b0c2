import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { freshFolder } from '../../test/fresh-store.ts';
import { migrate } from './migrate.ts';

function folderWith(scripts: Record<string, string>) {
  const folder = freshFolder();
  const migrations = path.join(folder, 'migrations');
  for (const [name, sql] of Object.entries(scripts)) add(migrations, name, sql);
  return { migrations, file: path.join(folder, 'studio.db') };
}

function add(migrations: string, name: string, sql: string) {
  fs.mkdirSync(path.join(migrations, name), { recursive: true });
  fs.writeFileSync(path.join(migrations, name, 'migration.sql'), sql);
}

function query(file: string, sql: string) {
  const database = new Database(file);
  const rows = database.prepare(sql).pluck().all();
  database.close();
  return rows;
}
const tables = (file: string) =>
  query(file, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name`);

test('applies what is missing, in order, once', () => {
  const { migrations, file } = folderWith({
    '1_pear': 'CREATE TABLE pear (id TEXT);',
    '2_plum': 'CREATE TABLE plum AS SELECT * FROM pear;',
  });
  expect(migrate(file, migrations)).toEqual(['1_pear', '2_plum']);
  expect(migrate(file, migrations)).toEqual([]);
  add(migrations, '3_fig', 'CREATE TABLE fig (id TEXT);');
  expect(migrate(file, migrations)).toEqual(['3_fig']);
  expect(tables(file)).toEqual(['fig', 'pear', 'plum']);
});

test('D-06 of four processes that start at once one migrates and all end well', async () => {
  const { file } = folderWith({});
  const program = path.resolve('test/programs/migrate-store.ts');
  const run = () =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      child.on('exit', (code) => resolve(`exit ${code}, applied ${output.trim()}`));
    });
  const total = fs.readdirSync('prisma/migrations').filter((name) => fs.existsSync(`prisma/migrations/${name}/migration.sql`)).length;
  const outcomes = await Promise.all([run(), run(), run(), run()]);
  expect(outcomes.sort()).toEqual(['exit 0, applied 0', 'exit 0, applied 0', 'exit 0, applied 0', `exit 0, applied ${total}`]);
});

test('D-06 a database with an older schema is copied before it changes, for its owner only', () => {
  const { migrations, file } = folderWith({ '1_pear': "CREATE TABLE pear (id TEXT); INSERT INTO pear VALUES ('conference');" });
  migrate(file, migrations);
  add(migrations, '2_fell', 'DROP TABLE pear;');
  add(migrations, '3_fig', 'CREATE TABLE fig (id TEXT);');
  migrate(file, migrations);
  const copy = `${file}.before-2_fell`;
  expect(query(copy, 'SELECT id FROM pear')).toEqual(['conference']);
  expect(fs.statSync(copy).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(path.dirname(file)).filter((name) => name.includes('before'))).toEqual(['studio.db.before-2_fell']);
});

test('D-06 an edited migration is refused', () => {
  const { migrations, file } = folderWith({ '1_pear': 'CREATE TABLE pear (id TEXT);' });
  migrate(file, migrations);
  add(migrations, '1_pear', 'CREATE TABLE pear (id TEXT, size INTEGER);');
  expect(() => migrate(file, migrations)).toThrow('The migration 1_pear was edited after it was applied.');
});

test('D-07 a database newer than the program is refused and left alone', () => {
  const { migrations, file } = folderWith({ '1_pear': 'CREATE TABLE pear (id TEXT);', '2_plum': 'CREATE TABLE plum (id TEXT);' });
  migrate(file, migrations);
  fs.rmSync(path.join(migrations, '2_plum'), { recursive: true });
  add(migrations, '3_fig', 'CREATE TABLE fig (id TEXT);');
  expect(() => migrate(file, migrations)).toThrow('The database is newer than this program: it has 2_plum.');
  expect(tables(file)).toEqual(['pear', 'plum']);
});

test('D-06 a script that fails leaves nothing behind, not even of the scripts before it', () => {
  const { migrations, file } = folderWith({
    '1_pear': 'CREATE TABLE pear (id TEXT);',
    '2_plum': 'CREATE TABLE plum (id TEXT); INSERT INTO nowhere VALUES (1);',
  });
  expect(() => migrate(file, migrations)).toThrow('no such table: nowhere');
  expect(tables(file)).toEqual([]);
  add(migrations, '2_plum', 'CREATE TABLE plum (id TEXT);');
  expect(migrate(file, migrations)).toEqual(['1_pear', '2_plum']);
});

test('a table that is rebuilt keeps the rows that refer to it', () => {
  const { migrations, file } = folderWith({
    '1_tree': `CREATE TABLE tree (id TEXT PRIMARY KEY);
      CREATE TABLE fruit (id TEXT, tree_id TEXT REFERENCES tree (id) ON DELETE CASCADE);
      INSERT INTO tree VALUES ('t'); INSERT INTO fruit VALUES ('f', 't');`,
  });
  migrate(file, migrations);
  add(
    migrations,
    '2_taller',
    `PRAGMA foreign_keys=OFF;
     CREATE TABLE new_tree (id TEXT PRIMARY KEY, height INTEGER);
     INSERT INTO new_tree (id) SELECT id FROM tree; DROP TABLE tree; ALTER TABLE new_tree RENAME TO tree;`,
  );
  migrate(file, migrations);
  expect(query(file, 'SELECT id FROM fruit')).toEqual(['f']);
});

test('a migration that breaks a reference is rolled back', () => {
  const { migrations, file } = folderWith({
    '1_tree': `CREATE TABLE tree (id TEXT PRIMARY KEY); CREATE TABLE fruit (tree_id TEXT REFERENCES tree (id));
      INSERT INTO tree VALUES ('t'); INSERT INTO fruit VALUES ('t');`,
  });
  migrate(file, migrations);
  add(migrations, '2_fell', 'DELETE FROM tree;');
  expect(() => migrate(file, migrations)).toThrow('The migrated database has broken references');
  expect(query(file, 'SELECT id FROM tree')).toEqual(['t']);
});

test('a migration that ends its transaction is refused', () => {
  const { migrations, file } = folderWith({ '1_pear': 'CREATE TABLE pear (id TEXT); COMMIT;' });
  expect(() => migrate(file, migrations)).toThrow('The migration 1_pear ends the transaction it runs in.');
});
