import '#server-only';
import type Database from 'better-sqlite3';
import { deployedStates, type Model } from '#lib/models/model.ts';
import type { ProfileReads } from '#lib/models/profile.ts';
import type { StatReads } from '#lib/models/stats.ts';
import { everStored } from './sequence.ts';

/** Numbers and states of what is stored, through the read-only connection. */
export function statStore(reads: Database.Database): { statReads: StatReads; profileReads: ProfileReads } {
  const states = deployedStates.map((state) => `'${state}'`).join(', ');
  const counts = {
    connector: reads.prepare('SELECT count(*) FROM connector').pluck(),
    model: reads.prepare('SELECT count(*) FROM model').pluck(),
  };
  const deployed = reads.prepare(`SELECT count(*) FROM model WHERE state IN (${states})`).pluck();
  const key = reads.prepare('SELECT 1 FROM data_key LIMIT 1');
  const held = (where: string) => reads.prepare(`SELECT id, definition FROM model WHERE state IN (${states}) ${where} ORDER BY id`);
  const [all, named] = [held(''), held('AND id IN (SELECT value FROM json_each(?))')];
  return {
    statReads: {
      isStored: (kind) => (kind === 'config' ? key.get() !== undefined : everStored(reads, kind)),
      count: (kind) => counts[kind].get() as number, // counts
      deployed: () => deployed.get() as number,
    },
    profileReads: {
      deployedModels(ids) {
        const rows = (ids ? named.all(JSON.stringify(ids)) : all.all()) as { id: string; definition: string }[]; // the columns above
        return rows.map(({ id, definition }) => {
          const { model_state, is_hidden, last_deployed_time = 0 } = JSON.parse(definition) as Model; // as we wrote it
          return { id, state: model_state, is_hidden, time: last_deployed_time };
        });
      },
    },
  };
}
