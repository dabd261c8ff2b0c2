import type { Metadata } from 'next';
import { ClusterSettings } from '#components/settings/cluster-settings.tsx';
import { Page } from '#components/ui/page.tsx';
import { readSettings } from '#lib/sources/settings.ts';

export const metadata: Metadata = { title: 'Cluster settings' };

type Search = Promise<{ pattern?: string | string[] }>;

const longestPattern = 256;

export default async function Settings({ searchParams }: { searchParams: Search }) {
  const { pattern } = await searchParams;
  const { settings, check } = await readSettings();
  const asked = typeof pattern === 'string' && pattern.length <= longestPattern ? pattern : undefined;
  return (
    <Page title="Cluster settings" description="Settings of the ML Commons plugin that decide what connectors may do.">
      <ClusterSettings initial={settings} initialCheck={check} pattern={asked} />
    </Page>
  );
}
