import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { asBlueprintFile } from './blueprint-file.ts';
import { copiedConnector } from './copied-connector.ts';
import type { CopyFormat } from './copy-formats.ts';
import { asCurl } from './curl.ts';
import { asDevTools } from './dev-tools.ts';
import { asJson } from './json.ts';
import { asOpensearchJs } from './opensearch-js.ts';
import { asOpensearchPy } from './opensearch-py.ts';
import { asTerraform } from './terraform.ts';

export type Copied = {
  /** A create body, or a stored connector with `access` in place of `access_mode`; values of its credential are never looked at. */
  connector: JsonObject;
  /** Names of the fields of the credential that are kept on the server. */
  credentialKeys: readonly string[];
  /** Where the studio is: `http://127.0.0.1:3000`. */
  origin: string;
  /** What the connector belongs to, when it is the one of a blueprint. */
  blueprint?: Blueprint | undefined;
};

/**
 * A connector in the language of a tool. What comes out can be run as it stands, once `<openAI_key>` and the like are replaced by secrets:
 * no format holds one.
 */
export function copyAs(format: CopyFormat, { connector, credentialKeys, origin, blueprint }: Copied): string {
  const body = copiedConnector(connector, credentialKeys);
  switch (format) {
    case 'dev_tools':
      return asDevTools(body);
    case 'curl':
      return asCurl(body, origin);
    case 'opensearch_js':
      return asOpensearchJs(body, origin);
    case 'opensearch_py':
      return asOpensearchPy(body, origin);
    case 'terraform':
      return asTerraform(body, origin);
    case 'json':
      return `${asJson(body)}\n`;
    case 'blueprint':
      return asBlueprintFile(body, blueprint);
  }
}
