import fs from 'node:fs';
import path from 'node:path';

/** The server that Playwright starts for all tests: its own data, its own port. */
export const port = Number(process.env.E2E_PORT ?? 3917);
export const address = `http://127.0.0.1:${port}`;
export const dataFolder = path.resolve('data/e2e');

/** The token of the set-up link, as it also stands in the start-up log; undefined once somebody used it. */
export function setupToken(): string | undefined {
  const file = path.join(dataFolder, 'setup-token');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : undefined;
}

/** Who administers the studio of the tests. */
export const administrator = { username: 'ada', password: 'correct horse battery' };
