import type { Metadata } from 'next';
import { listDefaults } from '#components/connectors/connector-list.ts';
import { ConnectorTable } from '#components/connectors/connector-table.tsx';
import { CreateConnectorLink } from '#components/connectors/create-connector-link.tsx';
import { PasteButton } from '#components/paste/paste-button.tsx';
import { readListQuery } from '#components/ui/list-state.ts';
import { Page } from '#components/ui/page.tsx';
import { readConnectors } from '#lib/sources/connectors.ts';

export const metadata: Metadata = { title: 'Connectors' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Connectors({ searchParams }: { searchParams: Search }) {
  const query = readListQuery(await searchParams, listDefaults);
  return (
    <Page
      title="Connectors"
      description="Links from OpenSearch to models that run elsewhere."
      actions={
        <>
          <PasteButton />
          <CreateConnectorLink />
        </>
      }
    >
      <ConnectorTable initial={await readConnectors(query)} initialQuery={query} />
    </Page>
  );
}
