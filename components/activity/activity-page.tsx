'use client';
import { Tabs } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useCan } from '#components/shell/session.tsx';
import { Page } from '#components/ui/page.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import type { RunStats } from '#lib/client/runs.ts';
import type { FirstPage } from './list-key.ts';
import { RunsTab } from './runs-tab.tsx';

const ChangesTab = dynamic(() => import('./changes-tab.tsx').then((file) => file.ChangesTab), {
  loading: () => <TableSkeleton label="Loading the changes" />,
});

/** What was called and how it went; for administrators also who changed what. */
export function ActivityPage(shown: { first: FirstPage; stats: RunStats | undefined }) {
  const can = useCan();
  const tab = useSearchParams().get('tab') === 'changes' && can('audit.read') ? 'changes' : 'runs';
  // Each tab has filters of its own: what the other one has in the address is left behind.
  const show = (next: string | null) => {
    if (next !== tab) window.history.pushState(null, '', next === 'changes' ? '?tab=changes' : window.location.pathname);
  };
  return (
    <Page title="Activity" description="What was called, how it went, and who changed what.">
      {can('audit.read') ? (
        <Tabs value={tab} onChange={show} keepMounted={false}>
          <Tabs.List mb={16}>
            <Tabs.Tab value="runs">Runs</Tabs.Tab>
            <Tabs.Tab value="changes">Changes</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="runs">
            <RunsTab {...shown} />
          </Tabs.Panel>
          <Tabs.Panel value="changes">
            <ChangesTab />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <RunsTab {...shown} />
      )}
    </Page>
  );
}
