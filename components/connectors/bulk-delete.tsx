'use client';
import { BulkDelete as BulkDeletion } from '#components/ui/bulk-delete.tsx';
import type { Chosen } from '#components/ui/use-bulk-run.ts';
import { deleteOne } from './bulk-runs.ts';

/** Deletes the selected connectors and tells what became of each. */
export const BulkDelete = (chosen: Chosen) => (
  <BulkDeletion
    chosen={chosen}
    nouns={['connector', 'connectors']}
    words="Their credentials go with them. Connectors that models use are skipped. This cannot be undone."
    deleteOne={deleteOne}
    queryKey={['connectors']}
    hrefOf={({ id }) => `/connectors/${encodeURIComponent(id)}`}
  />
);
