import type { Metadata } from 'next';
import { modelDefaults, serverQuery } from '#components/models/model-list.ts';
import { ModelsPage } from '#components/models/models-page.tsx';
import { readListQuery } from '#components/ui/list-state.ts';
import { readModels } from '#lib/sources/models.ts';

export const metadata: Metadata = { title: 'Models' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Models({ searchParams }: { searchParams: Search }) {
  const query = readListQuery(await searchParams, modelDefaults);
  return <ModelsPage initial={await readModels(serverQuery(query))} initialQuery={query} />;
}
