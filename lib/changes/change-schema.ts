import { z } from 'zod';

export const changeKinds = ['connector', 'blueprint', 'settings'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What somebody changed, as the list shows it. */
export const ChangeRow = z.object({
  id: z.string(),
  at: z.number().describe('Epoch milliseconds'),
  by: z.string().nullable().describe('Name of the account; null for what was stored before changes were kept'),
  event: z.string().describe('`connector.created`, `connector.updated`, `blueprint.published`, `settings.updated`'),
  object: z.object({ kind: z.enum(changeKinds), id: z.string(), name: z.string() }),
  version: z.int().min(1),
  changed: z.array(z.string()).describe('Paths of what changed; a field of a credential is `credential.NAME`'),
  note: z.string().optional().describe('What was written with a blueprint that was published'),
});
export type ChangeRow = z.output<typeof ChangeRow>;

export const ChangePage = z.object({
  items: z.array(ChangeRow),
  next_cursor: z.string().nullable().describe('Older ones; a page may be short though more follows'),
  newer_cursor: z.string().nullable().describe('With `dir=newer`: what has come since'),
});
export type ChangePage = z.output<typeof ChangePage>;

/** A change with the states around it. */
export const Change = ChangeRow.extend({
  before: z.unknown().describe('The state before, without secrets; null where none is kept'),
  after: z.unknown().describe('The state that it made; of a credential it tells which fields were set'),
});
export type Change = z.output<typeof Change>;
