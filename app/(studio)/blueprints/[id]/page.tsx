import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BlueprintOverview } from '#components/blueprints/blueprint-page.tsx';
import { UseBlueprint } from '#components/blueprints/use-blueprint.tsx';
import { Page } from '#components/ui/page.tsx';
import { Trail } from '#components/ui/trail.tsx';
import { isStudioError } from '#lib/errors.ts';
import { readBlueprint } from '#lib/sources/blueprints.ts';

type Params = { params: Promise<{ id: string }> };

async function find(id: string) {
  try {
    return await readBlueprint(id);
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.status === 404) notFound();
    throw thrown;
  }
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { id } = await params;
  return { title: (await find(id)).title };
}

export default async function BlueprintPage({ params }: Params) {
  const { id } = await params;
  const blueprint = await find(id);
  return (
    <Page title={blueprint.title} description={blueprint.summary} actions={<UseBlueprint id={blueprint.id} />}>
      <Trail crumbs={[{ label: blueprint.title }]} />
      <BlueprintOverview blueprint={blueprint} />
    </Page>
  );
}
