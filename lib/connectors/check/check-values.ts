import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { type JsonNode, toJson } from '#lib/json/read-json.ts';
import { accessModes } from '../schema.ts';
import { actionNodes } from './check-keys.ts';
import type { Facts } from './facts.ts';
import { type Problem, pathOf, pointer, problem, removeFix } from './problem.ts';

const isScalar = (node: JsonNode | undefined) =>
  node?.token === 'VALUE_STRING' || node?.token === 'VALUE_NUMBER' || node?.token === 'VALUE_BOOLEAN';

/** Maps that are no map: ML Commons reads them as empty (connector-model.md §1.1). */
export function checkMaps({ body, isMcp }: Facts): Problem[] {
  const maps: [readonly (string | number)[], JsonNode | undefined][] = [
    [['parameters'], body.members.get('parameters')],
    [['credential'], body.members.get('credential')],
    ...(isMcp ? [[['headers'], body.members.get('headers')] satisfies [string[], JsonNode | undefined]] : []),
    ...actionNodes(body).map((node, at): [(string | number)[], JsonNode | undefined] => [
      ['actions', at, 'headers'],
      node.token === 'START_OBJECT' ? node.members.get('headers') : undefined,
    ]),
  ];
  return maps.flatMap(([place, node]) => {
    if (!isScalar(node)) return [];
    return [
      problem(
        'warning',
        pathOf(...place),
        `${place.at(-1)} must be an object of names and values; anything else is read as empty.`,
        removeFix(...place),
      ),
    ];
  });
}

/** Parameters are stored as text (connector-model.md §2.1): what becomes another text than the one that was written. */
export function checkParameterTexts({ body, fields }: Facts): Problem[] {
  const node = body.members.get('parameters');
  if (node?.token !== 'START_OBJECT') return [];
  return [...node.members].flatMap(([name, value]) => {
    const path = pathOf('parameters', name);
    if (value.token === 'VALUE_NULL') {
      const message = 'null becomes a text of the four letters null: the parameter then counts as filled, and no default is used.';
      const isNeeded = fields.protocol === 'aws_sigv4' && (name === 'region' || name === 'service_name');
      return [problem('warning', path, message, isNeeded ? undefined : removeFix('parameters', name))];
    }
    const stored = fields.parameters?.[name];
    if (value.token !== 'VALUE_NUMBER' || stored === undefined || stored === value.text) return [];
    const fix = {
      label: `Keep it as ${value.text}`,
      patch: [{ op: 'replace' as const, path: pointer('parameters', name), value: value.text }],
    };
    return [problem('info', path, `${value.text} is stored as ${stored}, as Java writes it. Between quotes it would stay as it is.`, fix)];
  });
}

/** A mode that does not exist counts as not sent. */
export function checkAccessMode({ body }: Facts): Problem[] {
  const node = body.members.get('access_mode');
  if (node?.token !== 'VALUE_STRING' || accessModes.some((mode) => mode === node.text)) return [];
  const meant = accessModes.find((mode) => mode === node.text.trim().toLowerCase());
  const fix = meant && { label: `Use ${meant}`, patch: [{ op: 'replace' as const, path: '/access_mode', value: meant }] };
  return [
    problem(
      'warning',
      'access_mode',
      `${node.text || 'An empty text'} is no access mode and is ignored. There are ${accessModes.join(', ')}.`,
      fix,
    ),
  ];
}

/** Whole numbers only: what stands behind the point is cut off (connector-model.md §2.3). */
export function checkClientNumbers({ body, fields }: Facts): Problem[] {
  const node = body.members.get('client_config');
  if (node?.token !== 'START_OBJECT' || !fields.client_config) return [];
  const used = new Map<string, unknown>(Object.entries(fields.client_config));
  return [...node.members].flatMap(([name, value]) => {
    const number = used.get(name);
    const isCut =
      (value.token === 'VALUE_NUMBER' || value.token === 'VALUE_STRING') && typeof number === 'number' && Number(value.text) !== number;
    if (!isCut) return [];
    const fix = { label: `Use ${number}`, patch: [{ op: 'replace' as const, path: pointer('client_config', name), value: number }] };
    return [problem('warning', pathOf('client_config', name), `Only whole numbers count: ${value.text} is stored as ${number}.`, fix)];
  });
}

/** Objects of the connector that were written as a parameter. */
export function checkMisplacedObjects({ body }: Facts): Problem[] {
  const node = body.members.get('parameters');
  if (node?.token !== 'START_OBJECT') return [];
  return (['credential', 'client_config', 'headers', 'actions'] as const).flatMap((name) => {
    const value = node.members.get(name);
    const json = value && toJson(value);
    if (!isObject(json) && !(name === 'actions' && Array.isArray(json))) return [];
    const isFree = name !== 'headers' && name !== 'actions' && !body.members.has(name) && isFlat(json);
    const fix = isFree
      ? { label: `Move to the connector`, patch: [{ op: 'move' as const, from: pointer('parameters', name), path: pointer(name) }] }
      : undefined;
    const where = name === 'headers' ? 'an action' : 'the connector itself';
    return [
      problem('warning', pathOf('parameters', name), `${name} is a parameter here, and has no effect: it belongs into ${where}.`, fix),
    ];
  });
}

/** Scalars only, so that it can be read where it belongs. */
const isFlat = (json: Json) =>
  isObject(json) && [...json.values()].every((value) => typeof value === 'string' || value instanceof JsonNumber);
