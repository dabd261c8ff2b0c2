import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { HclReader } from './hcl-reader.ts';
import { Lines } from './lines.ts';
import type { Reading } from './reading.ts';

const resource = /^[ \t]*resource[ \t]+"?opensearch_ml_connector"?[ \t]+"?[\w-]+"?\s*\{/gm;

export const hasTerraform = (text: string): boolean => text.search(resource) >= 0;

/** What the resource has and no create body knows. */
const ofTerraform = ['lifecycle', 'provisioner', 'connection', 'timeouts', 'depends_on', 'count', 'for_each', 'provider', 'id'];
/** Members that the resource requires: without a text they say nothing. */
const emptyMeansAbsent = ['description', 'request_body', 'pre_process_function', 'post_process_function'];

/** The connectors of a Terraform configuration, as create bodies. Nothing of it is run, and what another resource says stays unknown. */
export function readTerraform(text: string, reading: Reading): { value: Json; line: number }[] {
  const lines = new Lines(text);
  return [...text.matchAll(resource)].map((match) => {
    const line = lines.at(match.index + match[0].length);
    const reader = new HclReader({ text, lines, reading }, match.index + match[0].length);
    return { value: createBody(reader.block(), reading, line), line };
  });
}

function createBody(block: JsonObject, reading: Reading, line: number): JsonObject {
  const body: JsonObject = new Map();
  for (const [name, value] of block) {
    if (ofTerraform.includes(name)) reading.unplaced.push({ message: `${name}: it tells Terraform, not the connector`, line });
    else if (name === 'actions') body.set(name, listOf(value).map(actionOf));
    else if (name === 'client_config') body.set(name, firstOf(value));
    else if (!(emptyMeansAbsent.includes(name) && value === '')) body.set(name, value);
  }
  return body;
}

/** A block that stands once is its own value, one that stands more often a list. */
const listOf = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);
const firstOf = (value: Json): Json => (Array.isArray(value) ? (value[0] ?? null) : value);

function actionOf(action: Json): Json {
  if (!isObject(action)) return action;
  const members = [...action].filter(([name, value]) => !(emptyMeansAbsent.includes(name) && value === ''));
  // `jsonencode` is worked out as it is read; a body that stands as an object means the same.
  return new Map(members.map(([name, value]) => [name, name === 'request_body' && isObject(value) ? writeJson(value) : value]));
}
