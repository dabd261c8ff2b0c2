import fc from 'fast-check';

/** What is used of JSON Schema in the API description. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
};

/** Texts that mean something somewhere, among any others. */
const words = fc.constantFrom(
  '',
  'a',
  'REMOTE',
  'http',
  'https://api.openai.com/v1/chat/completions',
  '${parameters.a}',
  '${parameters.a:-b}',
  '${credential.key}',
  '{"a": ${parameters.a}}',
  '{"a": "${parameters.a.toString()}"}',
  'connector.pre_process.openai.embedding',
  'connector.post_process.cohere.rerank',
  'return params.a;',
  '$.a[*].b',
  '__proto__',
  'constructor',
  '********',
  '\u0000',
  '\ud800',
  '[',
  '{',
  '"',
  '-1',
  '1e400',
  'null',
);
export const anyText = fc.oneof({ weight: 3, arbitrary: words }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) });
const anyNumber = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -1, 2 ** 31, 2 ** 53));

/** Any JSON, not too deep. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    anyText,
    anyNumber,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** Values as a schema wants them and, now and then in any place, others. */
export function arbitraryOfSchema(schema: Schema, definitions: Record<string, Schema>, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 15, arbitrary: wanted(schema, definitions, depth) }, { weight: 1, arbitrary: anyJson });
}

function wanted(schema: Schema, definitions: Record<string, Schema>, depth: number): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf } = schema;
  if ($ref) {
    const target = definitions[$ref.slice($ref.lastIndexOf('/') + 1)];
    return target && depth < 6 ? wanted(target, definitions, depth + 1) : anyJson;
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = anyOf ?? oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => wanted(choice, definitions, depth + 1)));
  const [type] = [schema.type].flat();
  if (type === 'object') return objectOf(schema, definitions, depth + 1);
  if (type === 'array') return fc.array(arbitraryOfSchema(schema.items ?? {}, definitions, depth + 1), { maxLength: 3 });
  if (type === 'string') return anyText;
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.oneof(fc.integer({ min: -2, max: 20 }), fc.integer());
  return type === 'number' ? anyNumber : type === 'null' ? fc.constant(null) : anyJson;
}

function objectOf(schema: Schema, definitions: Record<string, Schema>, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => {
      const value = arbitraryOfSchema(inner, definitions, depth);
      const isThere = required.includes(name) ? 30 : 1; // what is required is hardly ever left out
      return [name, fc.oneof({ weight: isThere, arbitrary: value }, { weight: 1, arbitrary: fc.constant(undefined) })];
    }),
  );
  const inner = typeof additionalProperties === 'object' ? arbitraryOfSchema(additionalProperties, definitions, depth) : anyJson;
  const others = additionalProperties === false ? fc.constant({}) : fc.dictionary(anyText, inner, { maxKeys: 2 });
  return fc.tuple(others, fc.record(members)).map(([more, known]) => ({ ...more, ...known }));
}
