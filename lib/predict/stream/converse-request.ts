import { illegalArgument } from '#lib/errors.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';

/**
 * What of a Converse payload goes into a call of ConverseStream (predict.md §15.2): system texts, messages, tools and the guardrail.
 * @throws StudioError 400 for a payload that is no JSON object
 */
export function converseRequest(payload: string): string {
  const given = parseJson(payload);
  if (!isObject(given)) throw illegalArgument('The payload of a Converse call is a JSON object');
  const request: JsonObject = new Map();
  const system = listOf(given.get('system')).flatMap((part) => textPart(part));
  if (system.length > 0) request.set('system', system);
  request.set('messages', listOf(given.get('messages')).map(messageOf));
  const tools = listOf(memberOf(given.get('toolConfig'), 'tools')).filter((tool) => memberOf(tool, 'toolSpec') !== undefined);
  if (tools.length > 0) request.set('toolConfig', new Map([['tools', tools.map((tool) => only(tool, ['toolSpec']))]]));
  const guardrail = guardrailConfig(given.get('guardrailConfig'));
  if (guardrail) request.set('guardrailConfig', guardrail);
  return writeJson(request);
}

/** A guardrail that streams judges while the answer is on its way. */
export function guardrailConfig(given: Json | undefined): JsonObject | null {
  if (!isObject(given)) return null;
  return only(given, ['guardrailIdentifier', 'guardrailVersion', 'trace']).set('streamProcessingMode', 'async');
}

function messageOf(message: Json): Json {
  if (!isObject(message)) return message;
  const content = message.get('content');
  return new Map(
    [...message].map(([name, value]) => [name, name === 'content' && Array.isArray(content) ? content.flatMap(blockOf) : value]),
  );
}

/** Kinds of content that are passed on. */
function blockOf(block: Json): Json[] {
  if (!isObject(block)) return [];
  if (block.has('text')) return [only(block, ['text'])];
  const image = block.get('image');
  if (isObject(image))
    return [
      new Map([
        [
          'image',
          new Map([
            ['format', image.get('format') ?? 'png'],
            ['source', image.get('source') ?? null],
          ]),
        ],
      ]),
    ];
  const result = block.get('toolResult');
  if (isObject(result)) {
    const [first] = listOf(result.get('content'));
    return [new Map([['toolResult', only(result, ['toolUseId', 'status']).set('content', first === undefined ? [] : textPart(first))]])];
  }
  return block.has('toolUse') ? [only(block, ['toolUse'])] : [];
}

const textPart = (part: Json): Json[] => (memberOf(part, 'text') === undefined ? [] : [only(part, ['text'])]);

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const memberOf = (value: Json | undefined, name: string): Json | undefined => (isObject(value) ? value.get(name) : undefined);
const only = (value: Json | undefined, names: readonly string[]): JsonObject =>
  new Map(isObject(value) ? [...value].filter(([name]) => names.includes(name)) : []);
