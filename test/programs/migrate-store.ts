// node migrate-store.ts <database>: migrates and prints how many migrations this process applied.
import { migrate } from '#lib/store/migrate.ts';

console.log(migrate(process.argv[2] ?? '').length);
