import type { Metadata } from 'next';
import { onlyConnector, placeOf, runDefaults, runFilter, timeSpan } from '#components/activity/activity-address.ts';
import { ActivityPage } from '#components/activity/activity-page.tsx';
import { fullPage } from '#components/activity/cursor-pages.ts';
import { firstPageKey } from '#components/activity/list-key.ts';

import { readListState } from '#components/ui/list-state.ts';
import { readRunStats, runsReader } from '#lib/sources/runs.ts';

export const metadata: Metadata = { title: 'Activity' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Activity({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const get = (name: string) => [search[name]].flat()[0] ?? null;
  const { q, filters, size } = readListState({ get }, runDefaults);
  const wanted = runFilter(q, filters, Date.now());
  const list = await runsReader();
  const page = await fullPage({ ...placeOf(filters), size }, (wish) => list({ ...wanted, ...wish }));
  const stats = await readRunStats({ ...timeSpan(filters, Date.now()), connector_id: onlyConnector(filters) });
  return <ActivityPage first={{ page, key: firstPageKey(q, filters, size) }} stats={stats} />;
}
