'use client';
import { Tabs } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { Activity, type ReactNode, useState } from 'react';
import type { ConnectorEditor } from '#components/connectors/connector-editor.tsx';
import type { StoredConnector, UsedBlueprint } from '#components/connectors/editor-context.tsx';
import { rememberedInput } from '#components/connectors/tried-input.ts';
import { useCan } from '#components/shell/session.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import css from './connector-tabs.module.css';

const loading = () => <FormSkeleton fields={6} label="Loading" />;
const LazyEditor = dynamic(() => import('#components/connectors/connector-editor.tsx').then((file) => file.ConnectorEditor), {
  loading,
});
const ConnectorHistory = dynamic(() => import('#components/connectors/connector-history.tsx').then((file) => file.ConnectorHistory), {
  loading,
});
const ConnectorRuns = dynamic(() => import('#components/activity/connector-runs.tsx').then((file) => file.ConnectorRuns), { loading });
const Playground = dynamic(() => import('#components/playground/playground.tsx').then((file) => file.Playground), { loading });

const tabs = { overview: 'Overview', edit: 'Edit', try: 'Try', 'used-by': 'Used by', history: 'History' } as const;
type Tab = keyof typeof tabs;
const isTab = (text: string | null): text is Tab => text !== null && Object.hasOwn(tabs, text);

type ConnectorTabsProps = {
  stored: StoredConnector;
  /** JSON text of what the editor begins with. */
  initial: string;
  blueprint: UsedBlueprint | undefined;
  overview: ReactNode;
  usedBy: ReactNode;
  /**
   * The editor itself where the page opens with it. A lazy one waits for its code, and whatever changes around it meanwhile takes away what
   * the server has painted.
   */
  Editor?: typeof ConnectorEditor | undefined;
};

/** The parts of a connector's page. What was typed in one stays while another shows. */
export function ConnectorTabs({ stored, initial, blueprint, overview, usedBy, Editor }: ConnectorTabsProps) {
  const wanted = useSearchParams().get('tab');
  const tab = isTab(wanted) ? wanted : 'overview';
  const [visited, setVisited] = useState<readonly Tab[]>([tab]);
  if (!visited.includes(tab)) setVisited([...visited, tab]);
  const show = (next: string | null) => {
    // Next keeps its own address in step, without asking the server for the page again.
    window.history.pushState(null, '', next === 'overview' ? window.location.pathname : `?tab=${next}`);
  };
  const [Edit] = useState(() => Editor ?? LazyEditor); // the same as long as the page stands: another one would lose the draft
  return (
    <Tabs value={tab} onChange={show} keepMounted>
      <Tabs.List mb={16} className={css.tabs}>
        {Object.entries(tabs).map(([value, label]) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="overview">{overview}</Tabs.Panel>
      <Tabs.Panel value="edit">
        {visited.includes('edit') && <Edit initial={initial} stored={stored} blueprint={blueprint} isActive={tab === 'edit'} />}
      </Tabs.Panel>
      <Tabs.Panel value="try">
        {visited.includes('try') && (
          <Activity mode={tab === 'try' ? 'visible' : 'hidden'}>
            <Try stored={stored} blueprint={blueprint} />
          </Activity>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="used-by">{usedBy}</Tabs.Panel>
      <Tabs.Panel value="history">
        {visited.includes('history') && <History id={stored.connector_id} isActive={tab === 'history'} />}
      </Tabs.Panel>
    </Tabs>
  );
}

/** Who changed it, and what it was called for. A list that nobody sees asks for nothing. */
function History({ id, isActive }: { id: string; isActive: boolean }) {
  return (
    <>
      <h2 className={css.heading}>Changes</h2>
      <ConnectorHistory id={id} />
      <Activity mode={isActive ? 'visible' : 'hidden'}>
        <h2 className={css.heading}>Runs</h2>
        <ConnectorRuns id={id} />
      </Activity>
    </>
  );
}

function Try({ stored, blueprint }: Pick<ConnectorTabsProps, 'stored' | 'blueprint'>) {
  const can = useCan();
  const { connector_id, connector, state } = stored;
  const pasted = rememberedInput(connector_id);
  // What cannot be called yet can still be seen at work.
  const isCallable = state.name !== 'blocked' && state.name !== 'credential_missing';
  return (
    <Playground
      target={JSON.stringify({ connector_id })}
      definition={connector}
      examples={[...(pasted ? [pasted] : []), ...(blueprint?.examples ?? [])]}
      maySend={can('predict.send')}
      startOn={isCallable ? 'service' : 'mock'}
      connectorId={connector_id}
      hint={state.name === 'credential_missing' && <p>Press Ctrl+Enter. The mock answers without a key.</p>}
    />
  );
}
