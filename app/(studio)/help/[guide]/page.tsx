import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { GuideText } from '#components/help/guide-text.tsx';
import { readMarkdown } from '#components/help/markdown.ts';
import { Page } from '#components/ui/page.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Trail } from '#components/ui/trail.tsx';
import { listGuides, readGuide, readPicture } from '#lib/help/guides.ts';
import { requireSession } from '#lib/sources/session.ts';

type Params = { params: Promise<{ guide: string }> };

const titleOf = (id: string) => listGuides().find((guide) => guide.id === id)?.title;

function sizeOf(name: string) {
  const picture = readPicture(name);
  return picture && { width: picture.width, height: picture.height };
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: titleOf((await params).guide) ?? 'Guides' };
}

export default async function GuidePage({ params }: Params) {
  await requireSession();
  const { guide } = await params;
  const title = titleOf(guide);
  const text = title && readGuide(guide);
  if (!text) notFound();
  const [, ...blocks] = readMarkdown(text); // its title is the page's
  return (
    <Page title={title} width="form">
      <Trail crumbs={[{ label: 'Guides', href: '/help' }, { label: title }]} />
      <Panel padding="wide">
        <GuideText blocks={blocks} sizeOf={sizeOf} />
      </Panel>
    </Page>
  );
}
