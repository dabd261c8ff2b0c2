import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { BlueprintEditor } from '#components/blueprints/editor/blueprint-editor.tsx';
import { fileIn } from '#components/blueprints/editor/blueprint-file.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { Trail } from '#components/ui/trail.tsx';
import { isStudioError } from '#lib/errors.ts';
import { readBlueprint, readBlueprintDraft } from '#lib/sources/blueprints.ts';

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
  return { title: `Edit ${(await find((await params).id)).title}` };
}

export default async function EditBlueprint({ params }: Params) {
  const { id } = await params;
  const published = await find(id);
  if (published.origin === 'built_in') redirect(`/blueprints/${id}`);
  if (published.can.update !== true) {
    return (
      <Page title="You can't edit this blueprint">
        <EmptyState actions={<LinkButton href={`/blueprints/${id}`}>Back to the blueprint</LinkButton>}>{published.can.update}</EmptyState>
      </Page>
    );
  }
  const draft = await readBlueprintDraft(id);
  const { _seq_no = 0, _primary_term = 0, version, access = 'public', has_draft = false } = draft;
  return (
    <Page title={`Edit ${draft.title}`}>
      <Trail crumbs={[{ label: draft.title, href: `/blueprints/${id}` }, { label: 'Edit' }]} />
      <BlueprintEditor
        key={`${id} ${_seq_no}`}
        initial={fileIn(draft)}
        stored={{ loaded: { _seq_no, _primary_term }, version, access, has_draft }}
        origin={
          draft.fork_of && (
            <>
              forked from <TextLink href={`/blueprints/${draft.fork_of.id}`}>{draft.fork_of.id}</TextLink>
            </>
          )
        }
      />
    </Page>
  );
}
