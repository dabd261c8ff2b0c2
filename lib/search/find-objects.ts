import type { Caller } from '#lib/access/caller.ts';
import { assertMay, may } from '#lib/access/operation.ts';
import type { Permission } from '#lib/access/permission.ts';
import { listBlueprints } from '#lib/blueprints/list-blueprints.ts';
import { findConnectors } from '#lib/connectors/find-connectors.ts';
import { findModels } from '#lib/models/find-models.ts';
import { findSettings } from '#lib/settings/find-settings.ts';

/** Something that has a page of its own. */
export type FoundObject = {
  kind: 'connector' | 'model' | 'blueprint' | 'setting';
  id: string;
  name: string;
  /** What else tells it from others of its name. */
  detail?: string;
};

type Found = Omit<FoundObject, 'kind'>;
export type FindPorts = Parameters<typeof findConnectors>[2] & Parameters<typeof findModels>[2] & Parameters<typeof listBlueprints>[2];

const mostOfKind = 5;
/** So many are looked at before the best are chosen. */
const candidates = 20;

const finders: readonly {
  kind: FoundObject['kind'];
  needs: Permission;
  find(caller: Caller, q: string, ports: FindPorts): Promise<Found[]>;
}[] = [
  { kind: 'connector', needs: 'connector.read', find: (caller, q, ports) => findConnectors(caller, { q, most: candidates }, ports) },
  { kind: 'model', needs: 'model.read', find: (caller, q, ports) => findModels(caller, { q, most: candidates }, ports) },
  {
    kind: 'blueprint',
    needs: 'blueprint.read',
    find: async (caller, q, ports) => {
      const { blueprints } = await listBlueprints(caller, { q }, ports);
      return blueprints.map(({ id, title, task }) => ({ id, name: title, detail: task }));
    },
  },
  { kind: 'setting', needs: 'settings.read', find: (caller, q) => findSettings(caller, { q }, {}) },
];

/**
 * Objects whose name or id holds what was typed, for the command palette: of each kind that the caller may read the few best.
 * @throws StudioError 401 without a caller
 */
export async function findObjects(caller: Caller, { q }: { q: string }, ports: FindPorts): Promise<{ items: FoundObject[] }> {
  assertMay(caller, 'connector.read'); // what every role may; each kind decides for itself below
  const typed = q.trim().toLowerCase();
  if (typed === '') return { items: [] };
  const kinds = finders.filter(({ needs }) => may(caller, needs));
  const found = await Promise.all(
    kinds.map(async ({ kind, find }) => best(await find(caller, typed, ports), typed).map((one) => ({ kind, ...one }))),
  );
  return { items: found.flat() };
}

/** Names that are, begin with, or have a word that begins with what was typed come first; else the order stays. */
function best(found: readonly Found[], typed: string): Found[] {
  const rank = ({ id, name }: Found) => {
    const lower = name.toLowerCase();
    if (id.toLowerCase() === typed || lower === typed) return 0;
    if (lower.startsWith(typed)) return 1;
    return lower.includes(` ${typed}`) ? 2 : 3;
  };
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostOfKind);
}
