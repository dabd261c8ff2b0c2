import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { type Writable, writeJson } from '#lib/json/write-json.ts';

/** Characters of an answer in a table. */
const longest = 300;

/** Numbers of a vector that are shown. */
const firstNumbers = 4;

const textPlaces: readonly (readonly (string | number)[])[] = [
  ['response'],
  ['completion'],
  ['choices', 0, 'message', 'content'],
  ['output', 'message', 'content', 0, 'text'],
  ['content', 0, 'text'],
  ['message', 'content'],
];

function at(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let found = value;
  for (const step of path) {
    if (typeof step === 'number') found = Array.isArray(found) ? found[step] : undefined;
    else found = isObject(found) ? found.get(step) : undefined;
  }
  return found;
}

const listAt = (value: Json | undefined, name: string): Json[] => {
  const list = at(value, [name]);
  return Array.isArray(list) ? list : [];
};

/** The tensors of an answer of `_predict`. */
const outputsOf = (response: Json): Json[] => listAt(response, 'inference_results').flatMap((result) => listAt(result, 'output'));

/** The words of a tensor, where the usual places of language models hold some. */
function wordsOf(output: Json): string | undefined {
  const data = at(output, ['dataAsMap']);
  return textPlaces.map((place) => at(data, place)).find((text) => typeof text === 'string');
}

function shown(output: Json, vector: (numbers: Json[]) => string): string {
  const words = wordsOf(output);
  if (words !== undefined) return words;
  const data = at(output, ['data']);
  if (Array.isArray(data)) return vector(data);
  return writeJson(at(output, ['dataAsMap']) ?? output);
}

function vectorLine(numbers: Json[]): string {
  const first = numbers.slice(0, firstNumbers).map((each) => (each instanceof JsonNumber ? each.text : writeJson(each)));
  return numbers.length > firstNumbers ? `[${first.join(', ')}, …] ${numbers.length} numbers` : `[${first.join(', ')}]`;
}

/** What a person knows an answer by, in a line. */
export function answerLine(response: Json): string {
  const text = outputsOf(response)
    .map((output) => shown(output, vectorLine))
    .join(' · ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** The whole of an answer for a cell of a table: its words, its numbers, or its JSON. */
export function answerCell(response: Json): string {
  const outputs = outputsOf(response);
  if (outputs.length === 0) return writeJson(response as Writable);
  return outputs.map((output) => shown(output, (numbers) => writeJson(numbers))).join('\n');
}
