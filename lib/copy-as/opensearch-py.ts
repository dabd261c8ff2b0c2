import type { JsonNumber, JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { asJson } from './json.ts';
import { everyNumber, linesOf, type Notation, writeLiteral } from './write-literal.ts';

const short = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\\', '\\\\'],
]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a string literal cannot hold, or an editor cannot show
const special = /[\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/gu;

/** A string literal, in the quotation marks that need fewer escapes. */
export function pyText(text: string): string {
  const mark = text.includes('"') && !text.includes("'") ? "'" : '"';
  const escaped = text.replace(special, (found) => short.get(found) ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}

/** A number that Python would write in another way goes as the text that ML Commons keeps of it. */
const pyNumber = (number: JsonNumber) => (isPyNumber(number) ? number.text : pyText(parameterText(number)));

/** Integers have any length in Python; others are written as JavaScript does, with a point, unless they are tiny or huge. */
function isPyNumber({ isInteger, text, value }: JsonNumber): boolean {
  if (isInteger) return text !== '-0';
  const written = Number.isInteger(value) ? `${value}.0` : String(value);
  return text === written && (value === 0 || Math.abs(value) >= 1e-4) && Math.abs(value) < 1e16;
}

const notation: Notation = {
  step: '    ',
  text: (value, indent) => {
    const lines = linesOf(value);
    if (lines.length < 2) return pyText(value);
    return `(${lines.map((line) => `\n${indent}    ${pyText(line)}`).join('')}\n${indent})`;
  },
  name: pyText,
  number: pyNumber,
  words: { true: 'True', false: 'False', null: 'None' },
  hasLastComma: true,
};

const pyClient = (origin: string) => `# pip install opensearch-py
import os

from opensearchpy import OpenSearch

client = OpenSearch(
    hosts=[${pyText(origin)}],
    http_auth=(os.environ["OPENSEARCH_USER"], os.environ["OPENSEARCH_PASSWORD"]),
)
`;

/** A script for Python with the client of OpenSearch. */
export const asOpensearchPy = (body: JsonObject, origin: string): string => `${pyClient(origin)}
response = client.plugins.ml.create_connector(
    body=${writeLiteral(body, notation, '    ')},
)
print(response["connector_id"])
`;

/** The same for a model, which is deployed where the one that is copied is. */
export const modelAsOpensearchPy = (body: JsonObject, origin: string, isDeployed: boolean): string => `${pyClient(origin)}
response = client.plugins.ml.register_model(
    body=${writeLiteral(body, notation, '    ')},
)
${isDeployed ? 'client.plugins.ml.deploy_model(response["model_id"])\n' : ''}print(response["model_id"])
`;

/** Any request to ML Commons. A number that Python would write in another way keeps its spelling, because then the body goes as text. */
export const pyRequest = (path: string, body: JsonObject, origin: string): string => `${pyClient(origin)}
response = client.transport.perform_request(
    "POST",
    ${pyText(path)},
    body=${everyNumber(body, isPyNumber) ? writeLiteral(body, notation, '    ') : notation.text(asJson(body), '    ')},
)
print(response)
`;
