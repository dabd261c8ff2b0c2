import type { JsonObject } from '#lib/json/json.ts';
import { createPath } from './dev-tools.ts';
import { asJson } from './json.ts';

/** Characters: Linux takes no argument of 128 KiB, and a character has up to 4 bytes. */
const longestArgument = 30_000;

/** One word for a POSIX shell, whatever it holds. */
export const shellWord = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command for any POSIX shell; who calls is asked from the environment, so that no password stands in the history. */
export const asCurl = (body: JsonObject, origin: string): string => curlCommand(origin + createPath, body);

export function curlCommand(url: string, body: JsonObject): string {
  const json = asJson(body);
  const call = [
    `curl -X POST ${shellWord(url)}`,
    `-u "\${OPENSEARCH_USER}:\${OPENSEARCH_PASSWORD}"`,
    "-H 'Content-Type: application/json'",
  ];
  if (json.length <= longestArgument) return `${[...call, `--data-raw ${shellWord(json)}`].join(' \\\n  ')}\n`;
  const end = freeWord(json);
  return `${[...call, `--data-binary @- <<'${end}'`].join(' \\\n  ')}\n${json}\n${end}\n`;
}

/** A word that is no line of the text. */
function freeWord(text: string): string {
  const lines = new Set(text.split('\n'));
  let word = 'END';
  while (lines.has(word)) word += '_';
  return word;
}
