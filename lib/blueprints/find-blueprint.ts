import type { Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import type { Blueprint } from './blueprint.ts';
import { gallery } from './gallery.ts';

type Definition = Pick<Connector, 'actions'>;

const sameRequest = (made: ConnectorAction, template: Blueprint['connector']['actions'][number]) =>
  made.method.toUpperCase() === template.method.toUpperCase() &&
  made.url === template.url &&
  made.request_body === template.request_body &&
  operationOf(made) === operationOf(template);

/** AWS JSON 1.1 has one address for all operations of a service and names the operation in a header. */
const operationOf = ({ headers }: Pick<ConnectorAction, 'headers'>) =>
  Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];

/** Whether an action of a connector asks what an action of the blueprint asks. */
export const asksLike = ({ actions }: Definition, blueprint: Blueprint): boolean =>
  actions?.some((made) => blueprint.connector.actions.some((template) => sameRequest(made, template))) ?? false;

/** The built-in blueprint that a connector was made from by all signs: one whose action asks the same (method, url, request_body and operation). */
export const findBlueprint = (definition: Definition): Blueprint | undefined =>
  gallery.find((blueprint) => asksLike(definition, blueprint));
