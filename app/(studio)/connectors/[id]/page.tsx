import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { BlueprintSource } from '#components/blueprints/blueprint-source.tsx';
import { ConnectorActions } from '#components/connectors/connector-actions.tsx';
import { ConnectorEditor } from '#components/connectors/connector-editor.tsx';
import { ConnectorOverview } from '#components/connectors/connector-overview.tsx';
import { StateChip } from '#components/connectors/state-chip.tsx';
import { storedText } from '#components/connectors/stored-body.ts';
import { UsedBy } from '#components/connectors/used-by.tsx';
import { Page } from '#components/ui/page.tsx';
import { Trail } from '#components/ui/trail.tsx';
import { isStudioError } from '#lib/errors.ts';
import { readBlueprint } from '#lib/sources/blueprints.ts';
import { readConnector } from '#lib/sources/connectors.ts';
import { ConnectorTabs } from './connector-tabs.tsx';

type Params = { params: Promise<{ id: string }>; searchParams: Promise<{ tab?: string }> };

const find = cache(async (id: string) => {
  try {
    return await readConnector(id);
  } catch (thrown) {
    if (isStudioError(thrown) && (thrown.status === 404 || thrown.status === 403)) notFound();
    throw thrown;
  }
});

/** The blueprint may be gone; the connector lives on without it. */
async function blueprintOf(id: string | undefined) {
  if (!id) return undefined;
  try {
    return await readBlueprint(id);
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.status === 404) return undefined;
    throw thrown;
  }
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { connector, connector_id } = await find((await params).id);
  return { title: connector.name ?? connector_id };
}

export default async function ConnectorPage({ params, searchParams }: Params) {
  const { tab } = await searchParams;
  const details = await find((await params).id);
  const { connector, connector_id, state } = details;
  const { blueprint: link } = details;
  const blueprint = await blueprintOf(link?.id);
  const name = connector.name ?? connector_id;
  return (
    <Page
      title={name}
      badge={<StateChip state={state} />}
      actions={<ConnectorActions id={connector_id} name={name} can={details.can} hasKeys={details.credential_keys.length > 0} />}
    >
      <Trail crumbs={[{ label: name }]} />
      <ConnectorTabs
        key={connector_id}
        stored={details}
        initial={storedText(connector)}
        blueprint={blueprint && { id: blueprint.id, title: blueprint.title, questions: blueprint.questions, examples: blueprint.examples }}
        overview={
          <ConnectorOverview
            details={details}
            source={link && <BlueprintSource key="blueprint" connectorId={connector_id} link={link} />}
          />
        }
        Editor={tab === 'edit' ? ConnectorEditor : undefined}
        usedBy={<UsedBy models={details.models} id={connector_id} />}
      />
    </Page>
  );
}
