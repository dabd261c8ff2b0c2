import { StudioError } from '#lib/errors.ts';
import { javaNumber } from '#lib/json/java-number.ts';
import { type Json, JsonNumber } from '#lib/json/json.ts';
import { type JsonNode, placeOf, toJson } from '#lib/json/read-json.ts';
import { writeJavaJson } from '#lib/json/write-json.ts';
import type { SettingScope, SettingValue } from './setting.ts';

/** What one section of a request wants: null takes an override away. Keys are flat. */
export type SectionChange = ReadonlyMap<string, SettingValue | null>;
export type SettingsChange = Readonly<Record<SettingScope, SectionChange>>;

/**
 * Reads the body of `PUT /_cluster/settings` (settings.md B.1): dotted, nested and mixed keys alike; other sections are ignored, and so is
 * a body that is no object.
 * @throws StudioError 400 for a section that is no object, or a list of anything but single values
 */
export function readSettingsBody(body: JsonNode): SettingsChange {
  const sections = body.token === 'START_OBJECT' ? body.members : new Map<string, JsonNode>();
  const transient = readSection(sections.get('transient')); // first: its complaints come before those about the other
  return { transient, persistent: readSection(sections.get('persistent')) };
}

function readSection(node: JsonNode | undefined): SectionChange {
  if (!node) return new Map();
  const section = toJson(node);
  if (!(section instanceof Map)) throw cannotLoad(section, noObject(node));
  const flat = new Map<string, SettingValue | null>();
  const put = (key: string, value: Json): void => {
    if (value instanceof Map) for (const [name, inner] of value) put(`${key}.${name}`, inner);
    else flat.set(key, settingValue(value, section));
  };
  for (const [name, value] of section) put(name, value);
  return joinIndexed(flat);
}

function settingValue(value: Exclude<Json, Map<string, Json>>, section: Json): SettingValue | null {
  if (value === null) return null;
  return Array.isArray(value) ? value.map((item) => itemOf(item, section)) : textOf(value);
}

const textOf = (value: boolean | string | JsonNumber): string => (value instanceof JsonNumber ? javaNumber(value) : String(value));

function itemOf(item: Json, section: Json): string {
  if (item !== null && !Array.isArray(item) && !(item instanceof Map)) return textOf(item);
  throw cannotLoad(section, new StudioError('illegal_state_exception', 400, 'only value lists are allowed in serialized settings'));
}

const cannotLoad = (section: Json, cause: StudioError) =>
  new StudioError('settings_exception', 400, `Failed to load settings from [${writeJavaJson(section)}]`, { cause });

/** OpenSearch writes a section out and reads it again, so a null is found at the very start. */
function noObject(node: JsonNode): StudioError {
  const { line, column } = node.token === 'VALUE_NULL' ? { line: 1, column: 1 } : placeOf(node);
  const reason = `Failed to parse object: expecting token of type [START_OBJECT] but found [${node.token}]`;
  return new StudioError('parsing_exception', 400, reason, { details: { line, col: column } });
}

/** `key.0`, `key.1` … is an old way to write the list `key`. */
function joinIndexed(flat: Map<string, SettingValue | null>): SectionChange {
  for (const key of [...flat.keys()]) {
    if (!key.endsWith('.0')) continue;
    const list = key.slice(0, -2);
    const items: string[] = [];
    for (let value = flat.get(key); typeof value === 'string'; value = flat.get(`${list}.${items.length}`)) {
      flat.delete(`${list}.${items.length}`);
      items.push(value);
    }
    if (items.length > 0) flat.set(list, items);
  }
  return flat;
}
