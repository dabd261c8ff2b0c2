import { withoutSecrets } from '#components/connectors/draft-secrets.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';

const key = 'studio.draft.handed over';

/** What a draft of such a blueprint is kept as. */
export const handedName = 'handed over';

let handed: string | undefined;

/**
 * Takes a connector's body along to the page where a blueprint is made of it, and over its reloads. Secrets stay behind.
 * @returns the address of that page
 */
export function handOver(body: JsonObject): string {
  handed = writeJson(withoutSecrets(body));
  try {
    // A draft of what was handed over before would come back over this one.
    for (const name of Object.keys(sessionStorage)) if (name.endsWith(` blueprint new ${handedName}`)) sessionStorage.removeItem(name);
    sessionStorage.setItem(key, handed);
  } catch {
    // Storage is full or refused: then a reload begins with a blank form.
  }
  return '/blueprints/new?handed=1';
}

/** The body that was taken along, if it is still there. */
export function handedOver(): JsonObject | undefined {
  const text = handed ?? kept();
  return text === undefined ? undefined : (parseJson(text) as JsonObject); // as: only `handOver` writes it
}

function kept(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined; // storage is refused
  }
}
