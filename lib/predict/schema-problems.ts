import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type Json } from '#lib/json/json.ts';
import { plainValue } from '#lib/json/plain-value.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { javaRegex } from './java-regex.ts';

/** Errors that are named; one wrong list can hold thousands. */
const mostNamed = 10;

/** Compiled schemas by their text; null for a text that is no schema. */
const cache = new Map<string, ValidateFunction | null>();
const cacheSize = 200;

/**
 * What is wrong with a value by a JSON Schema of draft 2020-12. A text that cannot be read as a schema, `null` among them, finds nothing
 * wrong: ML Commons stores it and lets every call pass.
 */
export function schemaProblems(schemaText: string, value: Json): string[] {
  const validate = compiled(schemaText);
  if (!validate || validate(plainValue(value))) return [];
  const errors = validate.errors ?? [];
  const more = errors.length > mostNamed ? [`and ${errors.length - mostNamed} more`] : [];
  return [...errors.slice(0, mostNamed).map(problemText), ...more];
}

function compiled(schemaText: string): ValidateFunction | null {
  const known = cache.get(schemaText);
  if (known !== undefined) return known;
  const validate = compile(schemaText);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(schemaText, validate);
  return validate;
}

/** Patterns of a schema are its author's: they run on the linear-time engine, never on JavaScript's own. */
const regExp = Object.assign(
  (source: string) => {
    const regex = javaRegex(source);
    return { test: (text: string) => regex.find(text) !== null, toString: () => source };
  },
  { code: 'javaRegex' },
);

function compile(schemaText: string): ValidateFunction | null {
  try {
    return validatorOf(schemaText);
  } catch {
    return null; // a schema that does not compile judges nothing, like one that cannot be read
  }
}

/** Why a text would judge nothing, in words for who wrote it; undefined where it is a schema. */
export function schemaFault(schemaText: string): string | undefined {
  try {
    validatorOf(schemaText);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown); // of our reader, or of ajv
  }
}

/** @throws Error for anything but a schema of draft 2020-12 */
function validatorOf(schemaText: string): ValidateFunction {
  const schema = parseJson(schemaText);
  if (!isObject(schema) && typeof schema !== 'boolean') throw new Error('A schema is a JSON object.');
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateFormats: false,
    logger: false,
    ownProperties: true,
    code: { regExp },
  });
  // Our values are plain JSON, of which ajv's own type for a schema is a part.
  const validate = ajv.compile(plainValue(schema) as boolean | object);
  if ('$async' in validate) throw new Error('A schema with $async cannot judge a call.');
  return validate;
}

const problemText = ({ instancePath, message = 'is not allowed', params }: ErrorObject): string =>
  `${instancePath === '' ? 'the value' : instancePath} ${message}${'additionalProperty' in params ? ` (${params.additionalProperty})` : ''}`;
