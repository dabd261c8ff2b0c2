import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';

/** Drawn alike for a connector that is not there and for one that the person may not see. */
export default function ConnectorNotFound() {
  return (
    <Page title="Connector not found">
      <EmptyState actions={<LinkButton href="/connectors">Back to connectors</LinkButton>}>
        This connector does not exist or you may not see it.
      </EmptyState>
    </Page>
  );
}
