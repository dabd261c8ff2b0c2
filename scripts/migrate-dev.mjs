// npm run db:migrate -- <name>    writes prisma/migrations/<time>_<name>/migration.sql, as `prisma migrate dev --create-only` does
// npm run db:migrate -- --check   fails when schema.prisma and the migrations differ
// It runs the WebAssembly build of Prisma's schema engine: the native one is not in the npm registry. The engine prints no
// warning about lost data in this mode, so read what it wrote.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

const schema = path.resolve('prisma/schema.prisma');
const folder = path.resolve('prisma/migrations');

async function loadEngine() {
  const bytes = fs.readFileSync(
    createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.\w+$/, '.wasm'),
  );
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

/** An empty database in memory, into which the engine plays the migrations. */
function shadowDatabase() {
  const factory = new PrismaBetterSqlite3({ url: ':memory:' });
  const connect = factory.connectToShadowDb.bind(factory);
  factory.connectToShadowDb = async () => {
    const adapter = await connect();
    const executeOne = adapter.executeRaw.bind(adapter);
    // The engine sends a whole migration through executeRaw, which takes one statement only.
    adapter.executeRaw = async (query) => {
      if (query.args?.length) return executeOne(query);
      await adapter.executeScript(query.sql);
      return 0;
    };
    return adapter;
  };
  return factory;
}

function readMigrations() {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .map((name) => ({ name, file: path.join(folder, name, 'migration.sql') }))
    .filter(({ file }) => fs.existsSync(file))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, file }) => ({ name, sql: fs.readFileSync(file, 'utf8') }));
}

/** Full-text tables and what SQLite keeps beside each: schema.prisma cannot describe them, so they are no difference. */
function virtualTables(migrations) {
  const names = migrations.flatMap(({ sql }) => [...sql.matchAll(/CREATE VIRTUAL TABLE (?:IF NOT EXISTS )?"?(\w+)/gi)].map((m) => m[1]));
  return names.flatMap((name) => [name, ...['data', 'idx', 'content', 'docsize', 'config'].map((part) => `${name}_${part}`)]);
}

/** @returns SQL that leads from the migrations to the schema; null when they agree */
async function findDifference() {
  const SchemaEngine = await loadEngine();
  const file = { path: schema, content: fs.readFileSync(schema, 'utf8') };
  const factory = bindMigrationAwareSqlAdapterFactory(shadowDatabase());
  const engine = await SchemaEngine.new({ datamodels: [[file.path, file.content]] }, () => {}, factory);
  const migrations = readMigrations();
  const { stdout, exitCode } = await engine.diff({
    from: {
      tag: 'migrations',
      baseDir: folder,
      shadowDbInitScript: '',
      lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"' },
      migrationDirectories: migrations.map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
    to: { tag: 'schemaDatamodel', files: [file] },
    script: true,
    exitCode: true,
    filters: { externalTables: virtualTables(migrations), externalEnums: [] },
  });
  return exitCode === 2 ? stdout : null;
}

function write(title, sql) {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const name = `${time}_${title.toLowerCase().replace(/\W+/g, '_')}`;
  fs.mkdirSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(path.join(folder, name, 'migration.sql'), sql);
  console.log(`wrote prisma/migrations/${name}/migration.sql`);
}

const wish = process.argv[2];
if (!wish) {
  console.error('Give the migration a name, or --check.');
  process.exit(1);
}
const difference = await findDifference();
if (difference === null) console.log('The migrations and schema.prisma agree.');
else if (wish === '--check') {
  console.error(`schema.prisma has changes without a migration:\n${difference}`);
  process.exit(1);
} else write(wish, difference);
process.exit(0);
