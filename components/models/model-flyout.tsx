'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { IdText } from '#components/ui/id-text.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import { connectorStates } from './connector-words.ts';
import { LastRun } from './last-run.tsx';
import { ModelChip } from './model-chip.tsx';
import { ModelFailure } from './model-failure.tsx';
import css from './model-flyout.module.css';
import { isDeployed } from './model-state.ts';
import { connectorQuery, modelQuery } from './queries.ts';
import type { useDeploy } from './use-deploy.ts';

type ModelFlyoutProps = {
  /** Undefined while nothing is open. */
  id: string | undefined;
  /** The list's row, if it has the model on its page. */
  known: ModelRow | undefined;
  onClose: () => void;
  deploy: ReturnType<typeof useDeploy>;
};

/** All about one model. */
export function ModelFlyout({ id, known, onClose, deploy }: ModelFlyoutProps) {
  const found = useQuery({ ...modelQuery(id ?? ''), enabled: id !== undefined && known === undefined });
  const model = known ?? found.data ?? undefined;
  return (
    <Flyout
      opened={id !== undefined}
      onClose={onClose}
      title={model?.name ?? 'Model'}
      badge={model && <ModelChip state={model.state} />}
      footer={model && <Buttons model={model} deploy={deploy} />}
    >
      {model ? (
        <Facts model={model} />
      ) : (
        <>
          {found.isPending && <FormSkeleton label="Loading the model" />}
          {found.error && <ErrorState error={found.error} title="Could not load the model." onRetry={() => found.refetch()} />}
          {found.data === null && <p>This model does not exist or you may not see it.</p>}
        </>
      )}
    </Flyout>
  );
}

function Buttons({ model, deploy: { change, pendingId } }: { model: ModelRow; deploy: ModelFlyoutProps['deploy'] }) {
  const can = useCan();
  const deployed = isDeployed(model.state);
  return (
    <>
      {can('model.update') && (
        <ReasonedButton
          variant="default"
          refusal={model.can.update !== true && model.can.update}
          loading={pendingId === model.model_id}
          onClick={() => change(model, !deployed)}
        >
          {deployed ? 'Undeploy' : 'Deploy'}
        </ReasonedButton>
      )}
      <LinkButton href={`/playground?model=${encodeURIComponent(model.model_id)}`}>Try</LinkButton>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ model }: { model: ModelRow }) {
  const { description, action_types, last_run, last_task, rate_limiter, guardrails, created_time, last_updated_time } = model;
  const { input, output } = model.interface ?? {};
  return (
    <div className={css.body}>
      {last_task?.error && <ModelFailure reason={last_task.error} title={`${last_task.task_type} failed`} />}
      <dl className={css.facts}>
        {description && <Fact name="Description">{description}</Fact>}
        <Fact name="Connector">
          <ModelConnector model={model} />
        </Fact>
        <Fact name="Actions">
          <span translate="no">{action_types.join(', ') || '—'}</span>
        </Fact>
        <Fact name="Last run">{last_run ? <LastRun run={last_run} /> : '—'}</Fact>
        {last_task && (
          <Fact name="Last task">
            <span translate="no">{last_task.task_type}</span> {last_task.state.toLowerCase().replaceAll('_', ' ')}{' '}
            <TimeAgo at={last_task.last_update_time} />
          </Fact>
        )}
        {rate_limiter && (
          <Fact name="Rate limit">
            {rate_limiter.limit ?? '—'} per {rate_limiter.unit?.toLowerCase().replace(/s$/, '') ?? '—'}
          </Fact>
        )}
        <Fact name="Version">{model.model_version}</Fact>
        <Fact name="Created">
          <TimeAgo at={created_time} />
        </Fact>
        <Fact name="Updated">
          <TimeAgo at={last_updated_time} />
        </Fact>
        <Fact name="Id">
          <IdText id={model.model_id} whole />
        </Fact>
      </dl>
      {input && <Schema title="Input schema" text={input} />}
      {output && <Schema title="Output schema" text={output} />}
      {guardrails && (
        <section>
          <h3 className={css.heading}>Guardrails</h3>
          <JsonTree value={guardrails} depth={4} />
        </section>
      )}
    </div>
  );
}

function ModelConnector({ model: { connector, inline_connector } }: { model: ModelRow }) {
  const stored = useQuery({ ...connectorQuery(connector?.connector_id ?? ''), enabled: connector?.name !== undefined });
  if (!connector && !inline_connector) return 'None: it runs in a cluster, and the studio keeps its record.';
  if (!connector) {
    return (
      <>
        {inline_connector?.name ?? 'Its own'} · <span translate="no">{inline_connector?.protocol}</span> · kept in the model
      </>
    );
  }
  if (connector.name === undefined) {
    return (
      <>
        <IdText id={connector.connector_id} /> gone, or not shared with you
      </>
    );
  }
  const state = stored.data?.state;
  return (
    <span className={css.connector}>
      <TextLink href={`/connectors/${encodeURIComponent(connector.connector_id)}`}>{connector.name}</TextLink>
      <span translate="no">{connector.protocol}</span>
      {state && (
        <StatusChip kind={connectorStates[state.name].kind} {...(state.reason && { reason: state.reason })}>
          {connectorStates[state.name].words}
        </StatusChip>
      )}
    </span>
  );
}

/** A JSON schema as it is stored: text. */
function Schema({ title, text }: { title: string; text: string }) {
  return (
    <details className={css.schema}>
      <summary>{title}</summary>
      <TextBlock text={laidOut(text)} />
    </details>
  );
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // shown as it was stored
  }
}
