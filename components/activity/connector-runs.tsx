'use client';
import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import css from './activity.module.css';
import { sentenceOf } from './charts-panel.tsx';
import { statsQuery } from './queries.ts';
import { RunFlyout } from './run-flyout.tsx';
import { RunTable } from './run-table.tsx';
import { outcomeFilter, statusFilter } from './runs-tab.tsx';
import { useOpenRun } from './use-open-run.ts';
import { useRunList } from './use-run-list.ts';

/** Runs of one connector: the own and the shared ones; for everybody who may read it how often it was called and how that went. */
export function ConnectorRuns({ id }: { id: string }) {
  const list = useRunList({ connector_id: id });
  const { id: openId, part, open, close } = useOpenRun();
  const stats = useQuery(statsQuery({ connector_id: id }, () => ({ connector_id: id })));
  return (
    <div className={css.stack}>
      {stats.data && <p className={css.nothing}>Last 24 hours, by everybody: {sentenceOf(stats.data.total)}.</p>}
      <RunTable
        list={list}
        filters={[outcomeFilter, statusFilter]}
        onOpen={open}
        isOfOne
        empty={
          <EmptyState
            icon={<IconActivity size={32} />}
            actions={
              <LinkButton href={`/playground?connector=${encodeURIComponent(id)}`} variant="default">
                Try it
              </LinkButton>
            }
          >
            No run of this connector is kept that you may see.
          </EmptyState>
        }
      />
      <RunFlyout id={openId} part={part} onOpen={open} onClose={close} />
    </div>
  );
}
