import type { Metadata } from 'next';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { Panel } from '#components/ui/panel.tsx';

export const metadata: Metadata = { title: 'Not found' };

/** Something that does not exist, or that this person may not see: both look the same. */
export default function StudioNotFound() {
  return (
    <Page title="Not found">
      <Panel>
        <EmptyState actions={<LinkButton href="/connectors">Back to connectors</LinkButton>}>
          This does not exist or you may not see it.
        </EmptyState>
      </Panel>
    </Page>
  );
}
