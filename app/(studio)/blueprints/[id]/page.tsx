import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { BlueprintActions } from '#components/blueprints/blueprint-actions.tsx';
import { BlueprintBadge } from '#components/blueprints/blueprint-badge.tsx';
import { BlueprintExamples } from '#components/blueprints/blueprint-examples.tsx';
import { BlueprintNotices } from '#components/blueprints/blueprint-notices.tsx';
import { BlueprintOverview } from '#components/blueprints/blueprint-page.tsx';
import { BlueprintTabs } from '#components/blueprints/blueprint-tabs.tsx';
import { BlueprintTemplate } from '#components/blueprints/blueprint-template.tsx';
import { fileIn } from '#components/blueprints/editor/blueprint-file.ts';
import { ActionPanel } from '#components/connectors/action-panel.tsx';
import { CopyAsMenu } from '#components/copy-as/copy-as-menu.tsx';
import { Page } from '#components/ui/page.tsx';
import { Trail } from '#components/ui/trail.tsx';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { isStudioError } from '#lib/errors.ts';
import { readBlueprint } from '#lib/sources/blueprints.ts';

type Params = { params: Promise<{ id: string }> };

const find = cache(async (id: string) => {
  try {
    return await readBlueprint(id);
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.status === 404) notFound();
    throw thrown;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { id } = await params;
  return { title: (await find(id)).title };
}

export default async function BlueprintPage({ params }: Params) {
  const { id } = await params;
  const blueprint = await find(id);
  const { title, summary, connector, examples, version, origin, can, used } = blueprint;
  const actions = connector.actions.map((action, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an action has no identity but its place
    <ActionPanel key={index} action={{ ...action, action_type: action.action_type.toUpperCase() } as ConnectorAction} index={index} />
  )); // as: only shown
  return (
    <Page
      title={title}
      description={summary}
      badge={<BlueprintBadge blueprint={blueprint} />}
      actions={
        <>
          <CopyAsMenu connector={connector} credentialKeys={Object.keys(connector.credential)} blueprint={fileIn(blueprint)} />
          <BlueprintActions blueprint={{ id, title, origin, can, used, version }} />
        </>
      }
    >
      <Trail crumbs={[{ label: title }]} />
      <BlueprintNotices blueprint={blueprint} />
      <BlueprintTabs
        id={id}
        counts={{ examples: examples.length, versions: version }}
        mayPublish={can.update === true}
        overview={<BlueprintOverview blueprint={blueprint} />}
        template={<BlueprintTemplate connector={connector} actions={actions} />}
        examples={<BlueprintExamples blueprint={blueprint} />}
      />
    </Page>
  );
}
