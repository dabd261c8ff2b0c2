import type { Metadata } from 'next';
import { ErrorGuide } from '#components/help/error-guide.tsx';
import { Page } from '#components/ui/page.tsx';
import { Trail } from '#components/ui/trail.tsx';
import { requireSession } from '#lib/sources/session.ts';

export const metadata: Metadata = { title: 'Errors and what helps' };

export default async function Errors() {
  await requireSession();
  return (
    <Page title="Errors and what helps" description="What the texts of failures mean, by the start of the text." width="form">
      <Trail crumbs={[{ label: 'Errors and what helps' }]} />
      <ErrorGuide />
    </Page>
  );
}
