import type { Metadata } from 'next';
import { BlueprintGallery } from '#components/blueprints/blueprint-gallery.tsx';
import { readFilters, writeFilters } from '#components/blueprints/gallery-filters.ts';
import { Page } from '#components/ui/page.tsx';
import { gallery } from '#lib/blueprints/gallery.ts';
import { readBlueprints } from '#lib/sources/blueprints.ts';

export const metadata: Metadata = { title: 'Blueprints' };

export default async function Blueprints({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const filters = readFilters(new URLSearchParams(await searchParams));
  const list = await readBlueprints(filters);
  return (
    <Page title="Blueprints" description={`Ready-made connector definitions. ${gallery.length} built in.`}>
      <BlueprintGallery initial={list} initialSearch={writeFilters(filters)} />
    </Page>
  );
}
