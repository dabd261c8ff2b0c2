import type { Metadata } from 'next';
import { ClusterSettings } from '#components/settings/cluster-settings.tsx';
import { Page } from '#components/ui/page.tsx';
import { readSettings } from '#lib/sources/settings.ts';

export const metadata: Metadata = { title: 'Cluster settings' };

/** `pattern` is to be added; `host` is a host or an address whose pattern is; `q` and `changed` belong to the page. */
type Search = Promise<Record<'pattern' | 'host', string | string[] | undefined>>;

const longest = { pattern: 256, host: 2_048 };

export default async function Settings({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const asked = (name: keyof typeof longest) => {
    const text = search[name];
    return typeof text === 'string' && text.length <= longest[name] ? text : undefined;
  };
  const { settings, check, wanted } = await readSettings({ pattern: asked('pattern'), host: asked('host') });
  return (
    <Page title="Cluster settings" description="Settings of the ML Commons plugin that decide what connectors may do.">
      <ClusterSettings initial={settings} initialCheck={check} pattern={wanted.pattern} tried={wanted.tried} />
    </Page>
  );
}
