import type { Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import type { Blueprint } from './blueprint.ts';
import { gallery } from './gallery.ts';

type Definition = Pick<Connector, 'actions'>;

const sameRequest = (made: ConnectorAction, template: Blueprint['connector']['actions'][number]) =>
  made.method.toUpperCase() === template.method &&
  made.url === template.url &&
  made.request_body === template.request_body &&
  operationOf(made) === operationOf(template);

/** AWS JSON 1.1 has one address for all operations of a service and names the operation in a header. */
const operationOf = ({ headers }: Pick<ConnectorAction, 'headers'>) =>
  Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];

/**
 * The blueprint whose recorded answers stand in for a service.
 * @param id the blueprint that the connector was made from, when that is known
 * @returns the named one, else one whose action asks the same (method, url, request_body and operation), else undefined
 */
export function findBlueprint(definition: Definition, id?: string | null): Blueprint | undefined {
  const named = id ? gallery.find((blueprint) => blueprint.id === id) : undefined;
  if (named) return named;
  return gallery.find((blueprint) =>
    definition.actions?.some((made) => blueprint.connector.actions.some((template) => sameRequest(made, template))),
  );
}
