import { describe, expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import { copiedConnector } from '#lib/copy-as/copied-connector.ts';
import { copyAs } from '#lib/copy-as/copy-as.ts';
import type { CopyFormat } from '#lib/copy-as/copy-formats.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { paste } from '#lib/paste/paste.ts';
import type { PasteKind } from '#lib/paste/paste-result.ts';
import { wholeBody } from './sample-bodies.ts';

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
