import type { SettingReads } from '#lib/connectors/ports.ts';

export type BlueprintPorts = {
  blueprints: {
    /** How many connectors were made from each blueprint, by blueprint id. */
    countUses(): ReadonlyMap<string, number>;
  };
  settings: Pick<SettingReads, 'list'>;
};
