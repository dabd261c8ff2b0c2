import type { Caller } from '#lib/access/caller.ts';
import { mayRead } from '#lib/connectors/connector-access.ts';
import type { BlueprintPorts } from './ports.ts';

/** How many connectors that the caller may read were made from each blueprint, by blueprint id (threats.md M-04). */
export async function usedByCaller(
  caller: Caller,
  { blueprints, settings }: Pick<BlueprintPorts, 'blueprints' | 'settings'>,
): Promise<ReadonlyMap<string, number>> {
  const isControlled = await settings.flag('connector_access_control_enabled');
  const counts = new Map<string, number>();
  for (const { blueprint_id, uses, ...connector } of blueprints.uses()) {
    if (mayRead(caller, connector, isControlled)) counts.set(blueprint_id, (counts.get(blueprint_id) ?? 0) + uses);
  }
  return counts;
}
