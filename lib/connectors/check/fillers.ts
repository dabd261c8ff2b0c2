import { preProcessFunctions } from '#lib/functions/pre-process.ts';

/** Fields of a `text_embedding` call that become parameters (predict.md §2.4). */
const algorithmFields: ReadonlySet<string> = new Set(['content_type', 'sparse_embedding_format']);

/** What an agent gives the model that it talks to. */
const agentFields: ReadonlySet<string> = new Set(['_chat_history', '_interactions', '_tools', 'tool_configs', 'tools', 'no_escape_params']);

export const isAlgorithmField = (name: string): boolean => algorithmFields.has(name);

/** Built-in pre-process functions that make a parameter of that name. */
export const functionsThatMake = (name: string): string[] =>
  [...preProcessFunctions.values()].filter(({ produces }) => produces.includes(name)).map((entry) => entry.name);

/** Words that many bodies use; only a body for Nova means what its function makes. */
const commonWords: ReadonlySet<string> = new Set(['text', 'image', 'video', 'audio']);

/** Who could fill these names, as sentences; nothing is said of those that only the caller's own parameters can fill. */
export function fillersOf(names: readonly string[], url: string): string[] {
  const byFunctions = new Map<string, string[]>();
  const sentences: string[] = [];
  for (const name of names) {
    const makers = commonWords.has(name) && !url.includes('nova') ? [] : functionsThatMake(name);
    if (isAlgorithmField(name)) sentences.push(`A text_embedding call fills ${name} with its own parameters.`);
    else if (agentFields.has(name)) sentences.push(`An agent fills ${name}.`);
    else if (makers.length > 0) byFunctions.set(makers.join(), [...(byFunctions.get(makers.join()) ?? []), name]);
  }
  for (const [makers, made] of byFunctions) {
    const functions = makers.split(',');
    const who = functions.length === 1 ? `${functions[0]} fills` : `${listed(functions)} fill`;
    sentences.push(`As pre-process function ${who} ${listed(made)} from documents.`);
  }
  return sentences;
}

export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
