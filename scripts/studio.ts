// npm run studio -- <command>: what an operator does beside the running server, or instead of it.
import { readConfig } from '#lib/config.ts';
import { runCommand } from '#lib/operations/commands.ts';
import { isStartError } from '#lib/start-error.ts';

try {
  const terminal = { print: (line: string) => void process.stdout.write(`${line}\n`), now: () => Date.now() };
  process.exitCode = await runCommand(process.argv.slice(2), readConfig(process.env), terminal);
} catch (thrown) {
  process.stderr.write(`${isStartError(thrown) ? thrown.message : (thrown as Error).stack}\n`);
  process.exitCode = 1;
}
