import { isSecretParameter } from '#lib/connectors/check/looks-like-secret.ts';
import { isObject, type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { escapeText, quote, writeJson } from '#lib/json/write-json.ts';
import type { Moved } from '../paste-result.ts';
import { mapTexts, type Reading } from '../reading.ts';

/** How a blueprint writes a field: the parameter that fills it, and whether it stands in quotation marks. */
export type FieldShape = { parameter: string; isText: boolean };

type Work = { reading: Reading; parameters: JsonObject; moved: Moved[]; line: number; shapes: ReadonlyMap<string, FieldShape> };

/** Fields that every call fills anew: what the model is asked. */
const callFields = new Set([
  'messages', 'input', 'inputs', 'prompt', 'prompts', 'text', 'texts', 'query', 'queries', 'documents', 'passages', 'contents', 'content',
  'question', 'inputText', 'inputImage', 'image', 'images', 'instances', 'sentences', 'source_sentence', 'message', 'chat_history', 'records',
]); // biome-ignore format: a list of words
/** Those that are one text where nothing tells more. */
const textFields = new Set(['prompt', 'text', 'query', 'question', 'inputText', 'inputImage', 'message', 'content', 'image']);
const modelFields = /^(?:model|modelId|model_id|model_name|engine)$/;

/** The body of a call as the template of an action; what it asked comes back as a sample. */
export function bodyTemplate(body: Json | undefined, work: Work): { template: string | undefined; sample: JsonObject } {
  const sample: JsonObject = new Map();
  if (body === undefined) return { template: undefined, sample };
  if (!isObject(body)) return { template: literal(body, work, typeof body === 'string'), sample };
  const fields = [...body].flatMap(([name, value]) => {
    const written = field(name, value, work, sample);
    return written === undefined ? [] : [`${quote(name)}: ${written}`];
  });
  return { template: fields.length === 0 ? '{}' : `{\n  ${fields.join(',\n  ')}\n}`, sample };
}

function field(name: string, value: Json, work: Work, sample: JsonObject): string | undefined {
  const { reading, parameters, moved, line, shapes } = work;
  if (name === 'stream' && value === true) {
    reading.unplaced.push({ message: '"stream": true was left out: a prediction of a connector waits for the whole answer', line });
    return undefined;
  }
  if (typeof value === 'string' && isSecretParameter(name, reading.asWritten(value))) {
    reading.unplaced.push({ message: `${name} in the body is a secret: a connector sends those in headers only`, line });
    return undefined;
  }
  const shape = shapes.get(name);
  if (callFields.has(name) || (shape && !modelFields.test(name) && !isTunable(value))) return callField(name, value, work, sample);
  if (!isTunable(value) || typeof value === 'boolean') return literal(value, work);
  const parameter = shape?.parameter ?? name;
  const hole = typeof value === 'string' ? reading.holesIn(value)[0] : undefined;
  if (hole) return holeParameter(value as string, work); // as: a hole stands in a text
  parameters.set(parameter, parameterText(value));
  moved.push({ what: `${name}: ${shortened(writeJson(value))}`, from: 'the body', to: `parameters.${parameter}` });
  return placeholder(parameter, typeof value === 'string');
}

const isTunable = (value: Json) => typeof value === 'string' || typeof value === 'boolean' || value instanceof JsonNumber;

const placeholder = (name: string, isText: boolean) => (isText ? `"\${parameters.${name}}"` : `\${parameters.${name}}`);

function callField(name: string, value: Json, { reading, moved, shapes }: Work, sample: JsonObject): string {
  const hole = typeof value === 'string' ? reading.soleHole(value) : undefined;
  const shape = shapes.get(name);
  const parameter = shape?.parameter ?? name;
  const isText = shape?.isText ?? (hole ? textFields.has(name) : typeof value === 'string');
  moved.push({
    what: name,
    from: 'the body',
    to: `parameters.${parameter}`,
    note: `each call gives its own, as ${isText ? 'a text' : 'JSON'}`,
  });
  const example = mapTexts(value, (text) => reading.asWritten(text));
  if (!hole) sample.set(parameter, !isText && typeof example === 'string' ? [example] : example);
  return placeholder(parameter, isText);
}

/** A value that stays as it is, but for what the text leaves open. */
function literal(value: Json, work: Work, isRaw = false): string {
  const { reading } = work;
  const written = isRaw ? String(value) : writeJson(value);
  return reading.holesIn(written).length === 0 ? written : holeParameter(written, work, !isRaw);
}

/** Holes of a text become parameters, each asked for. */
function holeParameter(text: string, { reading, parameters, moved, line }: Work, isWritten = false): string {
  const filled = reading.replaceHoles(isWritten ? text : quote(text), (hole) => {
    const name = hole.name;
    const answer = reading.ask({ id: `parameters.${name}`, text: `What is ${name}? The body has ${hole.text}.`, line: hole.line || line });
    parameters.set(name, answer ?? '');
    moved.push({ what: hole.text, from: 'the body', to: `parameters.${name}` });
    return `\${parameters.${escapeText(name)}}`;
  });
  return filled;
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** The fields that a blueprint's own body fills from parameters. */
export function fieldShapes(template: string | undefined): Map<string, FieldShape> {
  const found = [...(template ?? '').matchAll(/"(\w+)"\s*:\s*("?)\$\{parameters\.([\w.-]+)/g)];
  return new Map(found.map(([, name = '', mark, parameter = '']) => [name, { parameter, isText: mark === '"' }]));
}
