import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { paste } from '#lib/paste/paste.ts';
import type { Answers, Recognised } from '#lib/paste/paste-result.ts';
import { isPlaceholder } from '#lib/paste/placeholder.ts';
import { hasSharedMaterial, sharedPath } from '../shared-material.ts';
import { forms, renderSource } from './forms.ts';

type Entry = { id: string; source_form: string; source_quirks?: string[]; connector: Record<string, unknown> };

const catalog: Entry[] = hasSharedMaterial ? JSON.parse(fs.readFileSync(sharedPath('blueprints/catalog.json'), 'utf8')) : [];

/** Pastes, and says yes to whatever is asked by choices: each asks about something that the rendering broke on purpose. */
function pasted(text: string, what: string): Recognised {
  let answers: Answers = new Map();
  for (let round = 0; round < 5; round++) {
    const result = paste(text, { answers });
    if (result.kind === 'unknown') throw new Error(`${what}: ${result.reason} (line ${result.line})\n${text.slice(0, 400)}`);
    const open = result.questions.filter(({ answer, choices }) => answer === undefined && choices);
    if (open.length === 0) return result;
    answers = new Map([...answers, ...open.map(({ id, choices }): [string, string] => [id, choices?.[0]?.value ?? ''])]);
  }
  throw new Error(`${what}: questions without end`);
}

/** A body as the form shall show it: what only stands for a secret is empty. */
function withoutPlaceholders(body: JsonObject): JsonObject {
  const credential = body.get('credential');
  if (!isObject(credential)) return body;
  const emptied = [...credential].map(([name, value]): [string, typeof value] => [
    name,
    typeof value === 'string' && isPlaceholder(value) ? '' : value,
  ]);
  return new Map(body).set('credential', new Map(emptied));
}

function assertEqual(text: string, body: Record<string, unknown>, what: string) {
  const wanted = parseJson(JSON.stringify(body)) as JsonObject; // as: a create body
  const result = pasted(text, what);
  expect(writeJson(result.pasted), what).toBe(writeJson(wanted));
  expect(JSON.parse(writeJson(result.connector)), what).toEqual(JSON.parse(writeJson(withoutPlaceholders(wanted))));
}

describe.skipIf(!hasSharedMaterial)('the bodies of the catalog', () => {
  test('there are 125 of them', () => expect(catalog).toHaveLength(125));

  test.each(catalog.map((entry) => [entry.id, entry] as const))('%s comes out equal in the form of its source', (id, entry) => {
    assertEqual(renderSource(entry.source_form, entry.source_quirks ?? [], entry.connector), entry.connector, id);
  });

  test.each(forms.map((form) => [form.name, form] as const))('all of them come out equal as %s', (name, form) => {
    for (const { id, connector } of catalog) assertEqual(form.render(connector), connector, `${id} as ${name}`);
  });
});
