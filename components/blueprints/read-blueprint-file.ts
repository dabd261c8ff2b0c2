import { type Blueprint, BlueprintDraft } from '#lib/blueprints/blueprint.ts';
import { isStudioError } from '#lib/errors.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';

export type FileProblem = { path: string; message: string };

/** What a text turned out to be; a connector is told apart because people try it. */
export type ReadFile =
  | { kind: 'empty' }
  | { kind: 'blueprint'; blueprint: Blueprint; body: JsonObject }
  | { kind: 'connector'; body: JsonObject }
  | { kind: 'broken'; problems: FileProblem[] };

/** Reads the text of a blueprint file, in the words that the server would use. */
export function readBlueprintFile(text: string): ReadFile {
  if (text.trim() === '') return { kind: 'empty' };
  try {
    const body = parseJson(text.replace(/^\ufeff/, ''));
    if (!isObject(body)) return { kind: 'broken', problems: [{ path: '', message: 'This is no JSON object.' }] };
    if (!body.has('format') && (body.has('actions') || body.has('protocol'))) return { kind: 'connector', body };
    const { data, error } = BlueprintDraft.safeParse(JSON.parse(writeJson(body)));
    if (data) return { kind: 'blueprint', blueprint: data, body };
    return { kind: 'broken', problems: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return {
      kind: 'broken',
      problems: [{ path: '', message: thrown.message.replace(/\n at \[Source: [^;]*; (line: \d+, column: \d+)[\s\S]*$/, ' ($1)') }],
    };
  }
}

/** The text to send: the file as it is, numbers in their own spelling, under another id where its own is taken. */
export const fileText = (body: JsonObject, id: string): string => writeJson(new Map(body).set('id', id));

/** An id close to the wanted one that nothing has. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.slice(0, 60).replace(/-\d+$/, '');
  for (let number = 2; ; number++) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}
