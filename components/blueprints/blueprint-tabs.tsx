'use client';
import { Tabs } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { TableSkeleton } from '#components/ui/skeletons.tsx';

const BlueprintVersions = dynamic(() => import('./blueprint-versions.tsx').then((file) => file.BlueprintVersions), {
  loading: () => <TableSkeleton rows={3} label="Loading the versions" />,
});

type BlueprintTabsProps = {
  id: string;
  /** How many there are of each. */
  counts: { examples: number; versions: number };
  mayPublish: boolean;
  overview: ReactNode;
  template: ReactNode;
  examples: ReactNode;
};

/** The parts of a blueprint's page; which one shows stands in the address. */
export function BlueprintTabs({ id, counts, mayPublish, overview, template, examples }: BlueprintTabsProps) {
  const wanted = useSearchParams().get('tab') ?? 'overview';
  const tabs = [
    ['overview', 'Overview', overview],
    ['template', 'Template', template],
    ['examples', `Examples (${counts.examples})`, examples],
    ['versions', `Versions (${counts.versions})`, <BlueprintVersions key="versions" id={id} mayPublish={mayPublish} />],
  ] as const;
  const tab = tabs.find(([value]) => value === wanted)?.[0] ?? 'overview';
  const show = (next: string | null) => {
    // Next keeps its own address in step, without asking the server for the page again.
    window.history.pushState(null, '', next === 'overview' ? window.location.pathname : `?tab=${next}`);
  };
  return (
    <Tabs value={tab} onChange={show} keepMounted={false}>
      <Tabs.List mb={16}>
        {tabs.map(([value, label]) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(([value, , content]) => (
        <Tabs.Panel key={value} value={value}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
