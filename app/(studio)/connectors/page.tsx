import type { Metadata } from 'next';
import { listQueryOf } from '#components/connectors/connector-list.ts';
import { ConnectorTable } from '#components/connectors/connector-table.tsx';
import { CreateConnectorLink } from '#components/connectors/create-connector-link.tsx';
import { Page } from '#components/ui/page.tsx';
import { readConnectors } from '#lib/sources/connectors.ts';

export const metadata: Metadata = { title: 'Connectors' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Connectors({ searchParams }: { searchParams: Search }) {
  const query = listQueryOf(await searchParams);
  return (
    <Page title="Connectors" description="Links from OpenSearch to models that run elsewhere." actions={<CreateConnectorLink />}>
      <ConnectorTable initial={await readConnectors(query)} initialQuery={query} />
    </Page>
  );
}
