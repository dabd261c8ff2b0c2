import type { JsonObject } from '#lib/json/json.ts';
import type { CallFormat } from './copy-formats.ts';
import { curlCommand } from './curl.ts';
import { devToolsRequest } from './dev-tools.ts';
import { jsRequest } from './opensearch-js.ts';
import { pyRequest } from './opensearch-py.ts';
import { withoutLiteralSecrets } from './without-literal-secrets.ts';

export type CopiedCall = {
  /** Undefined where there is no model yet: then `<model_id>` stands for it. */
  model_id: string | undefined;
  /** Who reads the body. */
  algorithm: string;
  /** What the connector is asked for; said in the body where it is not PREDICT. */
  action_type: string;
  body: JsonObject;
  stream: boolean;
  /** Where the studio is: `http://127.0.0.1:3000`. */
  origin: string;
};

/** A call of `_predict` in the language of a tool. Whatever looks like a secret has a stand-in. */
export function copyCallAs(format: CallFormat, call: CopiedCall): string {
  const path = pathOf(call);
  const body = withoutLiteralSecrets(bodyOf(call));
  switch (format) {
    case 'dev_tools':
      return devToolsRequest(path, body);
    case 'curl':
      return curlCommand(call.origin + path, body);
    case 'opensearch_js':
      return jsRequest(path, body, call.origin);
    case 'opensearch_py':
      return pyRequest(path, body, call.origin);
  }
}

/** Only the path of an algorithm has its documents read. */
function pathOf({ model_id, algorithm, stream, action_type }: CopiedCall): string {
  const id = model_id === undefined ? '<model_id>' : encodeURIComponent(model_id);
  if (stream) return `/_plugins/_ml/models/${id}/_predict/stream`;
  if (action_type === 'BATCH_PREDICT') return `/_plugins/_ml/models/${id}/_batch_predict`;
  return algorithm === 'remote' ? `/_plugins/_ml/models/${id}/_predict` : `/_plugins/_ml/_predict/${algorithm}/${id}`;
}

function bodyOf({ body, algorithm, action_type }: CopiedCall): JsonObject {
  const isSaid = ['PREDICT', 'BATCH_PREDICT'].includes(action_type) || algorithm !== 'remote' || body.has('action_type');
  return isSaid ? body : new Map([...body, ['action_type', action_type]]);
}
