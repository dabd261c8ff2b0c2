import { defineConfig } from 'prisma/config';

// `generate`, `validate` and `format` never call the schema engine, yet the CLI wants one on disk and downloads it.
// Any existing file will do, for these commands only: with such a stand-in, `migrate` would succeed and do nothing.
const needsNoEngine = process.argv.some((word) => ['generate', 'validate', 'format'].includes(word));
if (needsNoEngine) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only for the CLI; the server opens the file in STUDIO_DATA_DIR.
  datasource: { url: 'file:./data/studio.db' },
});
