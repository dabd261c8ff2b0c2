import { actionTypes } from '#lib/connectors/connector.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';

export const actionTypeOptions = [...actionTypes];
export const methods = ['POST', 'GET', 'PUT', 'DELETE'];

/** Names that headers of model services usually have. */
export const headerNames = [
  'Authorization',
  'Content-Type',
  'Accept',
  'x-api-key',
  'api-key',
  'x-amz-content-sha256',
  'anthropic-version',
  'OpenAI-Organization',
  'X-Client-Name',
];

/** Parameters that a built-in pre-process function makes; a script's are not known. */
export const producedBy = (name: string): readonly string[] => preProcessFunctions.get(name)?.produces ?? [];
