import type { Metadata } from 'next';
import { PlaygroundTabs } from '#components/playground/playground-page.tsx';
import { Page } from '#components/ui/page.tsx';

export const metadata: Metadata = { title: 'Playground' };

type Search = Promise<{ connector?: string; model?: string; run?: string }>;

export default async function Playground({ searchParams }: { searchParams: Search }) {
  const { connector, model, run } = await searchParams;
  return (
    <Page title="Playground" description="Try a connector or a model live and see every step of the call.">
      <PlaygroundTabs {...(connector && { connector })} {...(model && { model })} {...(run && { run })} />
    </Page>
  );
}
