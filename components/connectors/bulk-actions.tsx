'use client';
import { useCan } from '#components/shell/session.tsx';
import type { Chosen } from '#components/ui/use-bulk-run.ts';
import { BulkDelete } from './bulk-delete.tsx';
import { BulkExport } from './bulk-export.tsx';
import { BulkTest } from './bulk-test.tsx';

/** What can be done with the selected connectors. */
export function BulkActions(chosen: Chosen) {
  const can = useCan();
  return (
    <>
      <BulkTest {...chosen} />
      <BulkExport {...chosen} />
      {can('connector.delete') && <BulkDelete {...chosen} />}
    </>
  );
}
