import '#server-only';
import type Database from 'better-sqlite3';
import type { BlueprintPorts } from '#lib/blueprints/ports.ts';

export function blueprintStore(reads: Database.Database): BlueprintPorts['blueprints'] {
  const uses = reads.prepare('SELECT blueprint_id, count(*) AS uses FROM connector WHERE blueprint_id IS NOT NULL GROUP BY blueprint_id');
  return {
    countUses: () => new Map((uses.all() as { blueprint_id: string; uses: number }[]).map((row) => [row.blueprint_id, row.uses])),
  };
}
