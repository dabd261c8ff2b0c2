import type { Role } from '#lib/access/caller.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

/** A page that was opened by its address, and needs another role (ui.md §4.2). */
export function NoPermission({ needs }: { needs: Role }) {
  return (
    <Page title="You can't open this page">
      <Panel>
        <EmptyState actions={<LinkButton href="/connectors">Back to connectors</LinkButton>}>
          It needs the {needs} role. Ask an administrator.
        </EmptyState>
      </Panel>
    </Page>
  );
}
