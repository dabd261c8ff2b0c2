import type { JsonNumber, JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { linesOf, type Notation, writeLiteral } from './write-literal.ts';

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
const jsNumber = (number: JsonNumber) => (String(number.value) === number.text ? number.text : jsText(parameterText(number)));

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

/** A module for Node with the client of OpenSearch. */
export const asOpensearchJs = (body: JsonObject, origin: string): string => `// npm install @opensearch-project/opensearch
import { Client } from '@opensearch-project/opensearch';

const client = new Client({
  node: ${jsText(origin)},
  auth: { username: process.env.OPENSEARCH_USER, password: process.env.OPENSEARCH_PASSWORD },
});

const { body } = await client.ml.createConnector({
  body: ${writeLiteral(body, notation, '  ')},
});
console.log(body.connector_id);
`;
