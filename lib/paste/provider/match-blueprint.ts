import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { providerOf } from '#lib/connectors/provider-of.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import type { Address } from './address.ts';

type Asked = { address: Address; headers: readonly (readonly [string, string])[]; body: Json | undefined };
type Action = Blueprint['connector']['actions'][number];

/** Pieces between the placeholders of a template, in their order; what is between them is one or more characters. */
function fitsTemplate(text: string, template: string): boolean {
  const pieces = template.split(/\$\{parameters\.[^}]*\}/);
  const [first = '', ...rest] = pieces;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast ? text.length - piece.length : text.indexOf(piece, at + 1);
    if (found <= at || !text.startsWith(piece, found)) return false;
    at = found + piece.length;
  }
  return at === text.length;
}

const targetOf = (headers: Iterable<readonly [string, string]>) =>
  [...headers].find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];

function fits(blueprint: Blueprint, action: Action, { address, headers }: Asked): boolean {
  const [template = ''] = action.url.split('?');
  if (!fitsTemplate(address.plain, template) || targetOf(Object.entries(action.headers ?? {})) !== targetOf(headers)) return false;
  if (!/^https?:\/\/\$\{parameters\.endpoint\}/.test(template)) return true;
  if (blueprint.connector.parameters.endpoint === address.host) return true;
  const provider = providerOf(address.host);
  return provider === blueprint.provider && provider !== 'other'; // a host that nobody knows tells nothing about its service
}

const fieldNames = (template: string | undefined) => [...(template ?? '').matchAll(/"(\w+)"\s*:/g)].map(([, name]) => name ?? '');

/** How alike two calls of one address are: the fields of the body, and how far the names of the models agree. */
function likeness({ connector }: Blueprint, action: Action, { address, body }: Asked): number {
  const asked = isObject(body) ? [...body.keys()] : [];
  const offered = new Set(fieldNames(action.request_body));
  const shared = asked.filter((name) => offered.has(name)).length;
  const { model = '' } = connector.parameters;
  return shared * 2 - (asked.length - shared) + commonPrefix(address.plain.split('/model/')[1] ?? '', model);
}

function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length / 4;
}

/** The blueprint that calls the same operation, most alike first; of those alike, the first of the list. */
export function matchBlueprint(gallery: readonly Blueprint[], asked: Asked): Blueprint | undefined {
  return gallery
    .flatMap((blueprint) =>
      blueprint.connector.actions
        .filter((action) => fits(blueprint, action, asked))
        .map((action) => ({ blueprint, likeness: likeness(blueprint, action, asked) })),
    )
    .toSorted((one, other) => other.likeness - one.likeness)
    .find(({ likeness: points }) => points >= 0)?.blueprint;
}
