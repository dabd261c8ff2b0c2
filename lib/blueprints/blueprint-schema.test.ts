import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Blueprint } from './blueprint.ts';
import { blueprintFormat } from './blueprint-format.ts';
import { gallery } from './gallery.ts';

const schema = { $id: blueprintFormat, title: 'Blueprint file', ...z.toJSONSchema(Blueprint) };

// After a change of the format: npm run test:unit -- lib/blueprints/blueprint-schema.test.ts -u
test('the schema in the documentation is that of the code', async () => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../docs/blueprint.schema.json');
});

test('it takes every built-in blueprint and refuses a field that it does not know', () => {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  for (const blueprint of gallery) expect(validate(blueprint), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...gallery[0], hint: 'x' })).toBe(false);
});
