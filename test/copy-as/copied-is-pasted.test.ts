import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import { copiedConnector } from '#lib/copy-as/copied-connector.ts';
import { copyAs } from '#lib/copy-as/copy-as.ts';
import type { CopyFormat } from '#lib/copy-as/copy-formats.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { paste } from '#lib/paste/paste.ts';
import type { PasteKind } from '#lib/paste/paste-result.ts';
import { anyBody, wholeBody } from './sample-bodies.ts';

const origin = 'http://127.0.0.1:3000';
const kinds: [CopyFormat, PasteKind][] = [
  ['dev_tools', 'dev_tools'],
  ['curl', 'curl'],
  ['opensearch_js', 'javascript'],
  ['opensearch_py', 'python'],
  ['json', 'connector_json'],
];

const connectors = [
  ...gallery.map(({ id, connector }) => [id, parseJson(JSON.stringify(connector)) as JsonObject] as const), // as: the text of an object
  ['texts over several lines', wholeBody('127.0.0.1:1')] as const,
];

describe.each(kinds)('what is copied as %s', (format, kind) => {
  test('comes back when it is pasted', () => {
    for (const [name, connector] of connectors) {
      const pasted = paste(copyAs(format, { connector, credentialKeys: [], origin }));
      expect({ name, kind: pasted.kind, pasted: 'pasted' in pasted ? pasted.pasted : pasted }).toEqual({
        name,
        kind,
        pasted: copiedConnector(connector, []),
      });
    }
  });
});

test('a copied blueprint file comes back as the blueprint', () => {
  for (const blueprint of gallery) {
    const connector = parseJson(JSON.stringify(blueprint.connector)) as JsonObject; // as: above
    const pasted = paste(copyAs('blueprint', { connector, credentialKeys: [], origin, blueprint }));
    expect('blueprint' in pasted && pasted.blueprint).toEqual(blueprint);
  }
});

describe('what is copied as Terraform', () => {
  test('comes back when it is pasted, with every number as the text that Terraform keeps', () => {
    for (const [name, connector] of connectors) {
      const pasted = paste(copyAs('terraform', { connector, credentialKeys: [], origin }));
      expect({ name, kind: pasted.kind, pasted: 'pasted' in pasted ? pasted.pasted : pasted }).toEqual({
        name,
        kind: 'terraform',
        pasted: asTerraformKeepsIt(copiedConnector(connector, [])),
      });
    }
  });

  test('comes back whatever its texts are', () => {
    fc.assert(
      fc.property(anyBody, (connector) => {
        const pasted = paste(copyAs('terraform', { connector, credentialKeys: [], origin }));
        expect('pasted' in pasted ? pasted.pasted : pasted).toEqual(asTerraformKeepsIt(copiedConnector(connector, [])));
      }),
      { numRuns: 300 },
    );
  });
});

/** Every value is a text but those of client settings; a text that is required and empty says nothing. */
function asTerraformKeepsIt(body: JsonObject): JsonObject {
  const text = (value: Json) => (isObject(value) || Array.isArray(value) ? value : parameterText(value));
  const texts = (object: JsonObject): JsonObject =>
    new Map(
      [...object]
        .filter(([name, value]) => !(['description', 'request_body', 'pre_process_function'].includes(name) && value === ''))
        .map(([name, value]) => [name, isObject(value) ? texts(value) : text(value)]),
    );
  const actions = body.get('actions');
  const all = texts(body);
  if (!all.has('parameters')) all.set('parameters', new Map());
  if (!all.has('credential')) all.set('credential', new Map());
  const inSmallLetters = (action: Json): Json => {
    if (!isObject(action)) return action;
    const written = texts(action).set('action_type', String(action.get('action_type')).toLowerCase());
    if (isObject(written.get('headers')) && (written.get('headers') as JsonObject).size === 0) written.delete('headers'); // as: it is one
    return written;
  };
  if (Array.isArray(actions)) all.set('actions', actions.map(inSmallLetters));
  const client = body.get('client_config');
  if (isObject(client)) all.set('client_config', client);
  return all;
}
