import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { type CopyFormat, copyRefusal } from '#lib/copy-as/copy-formats.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';

/** What can be copied. Values of a credential are never looked at, so a draft may still hold some. */
export type CopiedSource = {
  /** A stored connector, a create body, or what gives the body of a draft when it is asked for. */
  connector: object | (() => JsonObject);
  /** Names of the fields of the credential that are kept on the server. */
  credentialKeys: readonly string[];
  /** The blueprint whose connector it is: then that is the blueprint file. */
  blueprint?: Blueprint | undefined;
};

/** A model as ML Commons answers it, to be registered elsewhere. */
export type CopiedModel = { model: object; isDeployed: boolean };

const parsed = (value: object) => parseJson(JSON.stringify(value)) as JsonObject; // as: the text of an object

/** The connector as it is now. */
export function bodyOfSource({ connector }: CopiedSource): JsonObject {
  if (typeof connector === 'function') return connector();
  return isObject(connector) ? connector : parsed(connector);
}

const connectorsOnly: Partial<Record<CopyFormat, string>> = {
  terraform: 'This format is for connectors: copy the connector of the model.',
  blueprint: 'Blueprints are of connectors: copy the connector of the model.',
};

/** Why something cannot be copied in a format; undefined when it can. */
export const refusalOf = (format: CopyFormat, source: CopiedSource | CopiedModel): string | undefined =>
  'model' in source ? connectorsOnly[format] : copyRefusal(format, bodyOfSource(source).get('protocol'));

/** The text to copy; what makes it is loaded when it is first wanted. */
export async function copiedText(format: CopyFormat, source: CopiedSource | CopiedModel): Promise<string> {
  if ('model' in source) {
    const { copyModelAs, isModelFormat } = await import('#lib/copy-as/copy-model.ts');
    const { model, isDeployed } = source;
    return isModelFormat(format) ? copyModelAs(format, { model: parsed(model), isDeployed, origin: window.location.origin }) : '';
  }
  const { copyAs } = await import('#lib/copy-as/copy-as.ts');
  const { credentialKeys, blueprint } = source;
  return copyAs(format, { connector: bodyOfSource(source), credentialKeys, blueprint, origin: window.location.origin });
}
