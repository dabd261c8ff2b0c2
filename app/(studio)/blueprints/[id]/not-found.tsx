import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';

/** Drawn alike for a blueprint that is not there and for one that the person may not see. */
export default function BlueprintNotFound() {
  return (
    <Page title="Blueprint not found">
      <EmptyState actions={<LinkButton href="/blueprints">Back to blueprints</LinkButton>}>
        This blueprint does not exist or you may not see it.
      </EmptyState>
    </Page>
  );
}
