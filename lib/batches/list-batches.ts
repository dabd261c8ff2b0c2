import { operation } from '#lib/access/operation.ts';
import { isAdministrator } from '#lib/connectors/connector-access.ts';
import type { BatchPage } from './batch.ts';
import { isKept } from './batch-access.ts';
import { readCursor } from './list-rows.ts';
import type { BatchPorts } from './ports.ts';
import { shown } from './show-batch.ts';

const mostItems = 50;

type Wish = { cursor?: string | undefined; size?: number | undefined };

/** The caller's batches, newest first; an administrator sees all. @throws StudioError 400 for a cursor that is none */
export const listBatches = operation('batch.read', async (caller, { cursor, size = 20 }: Wish, ports: BatchPorts): Promise<BatchPage> => {
  const most = Math.min(Math.max(size, 1), mostItems);
  const user_id = isAdministrator(caller) ? undefined : caller.id;
  const before = cursor === undefined ? undefined : readCursor(cursor);
  const found = ports.batches.list({ user_id, before, most: most + 1 });
  const page = found.slice(0, most);
  const last = page.at(-1);
  return {
    items: page.filter((batch) => isKept(batch, ports)).map((batch) => shown(batch, ports)),
    next_cursor: found.length > most && last ? String(last.n) : null,
  };
});
