import type { Metadata } from 'next';
import { BlueprintGallery } from '#components/blueprints/blueprint-gallery.tsx';
import { GalleryActions } from '#components/blueprints/gallery-actions.tsx';
import { galleryDefaults, galleryQuery } from '#components/blueprints/gallery-list.ts';
import { readListState } from '#components/ui/list-state.ts';
import { Page } from '#components/ui/page.tsx';
import { gallery } from '#lib/blueprints/gallery.ts';
import { readBlueprints } from '#lib/sources/blueprints.ts';

export const metadata: Metadata = { title: 'Blueprints' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Blueprints({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const { q, filters } = readListState({ get: (name) => [search[name]].flat()[0] ?? null }, galleryDefaults);
  const [list, all] = await Promise.all([readBlueprints({ q, ...filters }), readBlueprints({})]);
  const countOf = (origin: string) => all.facets.origin.find(({ value }) => value === origin)?.count ?? 0;
  const [yours, shared] = [countOf('yours'), countOf('shared')];
  const counts = [`${gallery.length} built in`, yours > 0 && `${yours} of yours`, shared > 0 && `${shared} shared with you`];
  return (
    <Page
      title="Blueprints"
      description={`Ready-made connector definitions. ${counts.filter(Boolean).join(', ')}.`}
      actions={<GalleryActions />}
    >
      <BlueprintGallery initial={list} initialQuery={galleryQuery({ q, filters })} />
    </Page>
  );
}
