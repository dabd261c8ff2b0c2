import { withoutSecrets } from '#components/connectors/draft-secrets.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';

const key = 'studio.draft.handed over';

/** What a draft of such a blueprint is kept as. */
export const handedName = 'handed over';

/**
 * Takes a connector's body along to the page where a blueprint is made of it. Secrets stay behind.
 * @returns the address of that page
 */
export function handOver(body: JsonObject): string {
  // A draft of what was handed over before would come back over this one.
  for (const name of Object.keys(sessionStorage)) if (name.endsWith(` blueprint new ${handedName}`)) sessionStorage.removeItem(name);
  sessionStorage.setItem(key, writeJson(withoutSecrets(body)));
  return '/blueprints/new?handed=1';
}

/** The body that was taken along, if it is still there. */
export function handedOver(): JsonObject | undefined {
  const text = sessionStorage.getItem(key);
  return text === null ? undefined : (parseJson(text) as JsonObject); // as: only `handOver` writes here
}
