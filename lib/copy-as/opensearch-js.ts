import type { JsonNumber, JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { asJson } from './json.ts';
import { everyNumber, linesOf, type Notation, writeLiteral } from './write-literal.ts';

const short = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ["'", "\\'"],
  ['\\', '\\\\'],
]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a string literal cannot hold, or an editor cannot show
const special = /['\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/gu;

/** A string literal in single quotation marks, as the requests of most templates are full of double ones. */
export const jsText = (text: string) =>
  `'${text.replace(special, (found) => short.get(found) ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;

/** A number that JavaScript would write in another way goes as the text that ML Commons keeps of it. */
const jsNumber = (number: JsonNumber) => (isJsNumber(number) ? number.text : jsText(parameterText(number)));
const isJsNumber = ({ value, text }: JsonNumber) => String(value) === text;

const notation: Notation = {
  step: '  ',
  text: (value, indent) => {
    const lines = linesOf(value);
    return lines.length < 2 ? jsText(value) : lines.map((line) => `\n${indent}  ${jsText(line)}`).join(' +');
  },
  // In brackets this name is one like any other; without them it would be the object's prototype.
  name: (name) => (name === '__proto__' ? "['__proto__']" : /^[A-Za-z_$][\w$]*$/.test(name) ? name : jsText(name)),
  number: jsNumber,
  words: { true: 'true', false: 'false', null: 'null' },
  hasLastComma: true,
};

const jsClient = (origin: string) => `// npm install @opensearch-project/opensearch
import { Client } from '@opensearch-project/opensearch';

const client = new Client({
  node: ${jsText(origin)},
  auth: { username: process.env.OPENSEARCH_USER, password: process.env.OPENSEARCH_PASSWORD },
});
`;

/** A module for Node with the client of OpenSearch. */
export const asOpensearchJs = (body: JsonObject, origin: string): string => `${jsClient(origin)}
const { body } = await client.ml.createConnector({
  body: ${writeLiteral(body, notation, '  ')},
});
console.log(body.connector_id);
`;

/** The same for a model, which is deployed where the one that is copied is. */
export const modelAsOpensearchJs = (body: JsonObject, origin: string, isDeployed: boolean): string => `${jsClient(origin)}
const { body } = await client.ml.registerModel({
  body: ${writeLiteral(body, notation, '  ')},
});
${isDeployed ? 'await client.ml.deployModel({ model_id: body.model_id });\n' : ''}console.log(body.model_id);
`;

/** Any request to ML Commons. A number that JavaScript would write in another way keeps its spelling, because then the body goes as text. */
export const jsRequest = (path: string, body: JsonObject, origin: string): string => `${jsClient(origin)}
const { body } = await client.transport.request({
  method: 'POST',
  path: ${jsText(path)},
  body: ${everyNumber(body, isJsNumber) ? writeLiteral(body, notation, '  ') : notation.text(asJson(body), '  ')},
});
console.log(JSON.stringify(body, null, 2));
`;
