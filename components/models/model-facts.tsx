'use client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '#components/shell/session.tsx';
import { IdText } from '#components/ui/id-text.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { showFailure, showSuccess } from '#components/ui/toast.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import type { Model } from '#lib/models/model.ts';
import { connectorStates } from './connector-words.ts';
import { LastRun } from './last-run.tsx';
import css from './model-details.module.css';
import { Fact } from './model-section.tsx';
import { isDeployed, shownState } from './model-state.ts';
import { connectorQuery, groupQuery, useUpdateModel } from './queries.ts';

type ModelFactsProps = {
  model: ModelRow;
  /** What ML Commons stores; undefined while it loads. */
  stored: Model | undefined;
};

/** What a model is and where it stands. */
export function ModelFacts({ model, stored }: ModelFactsProps) {
  const { description, action_types, last_run, created_time, last_updated_time } = model;
  const { last_deployed_time, model_config, deploy_setting, model_format } = stored ?? {};
  return (
    <dl className={css.facts}>
      {description && <Fact name="Description">{description}</Fact>}
      <Fact name="State">
        {shownState(model.state).words}
        {isDeployed(model.state) && nodesOf(stored)}
      </Fact>
      <Fact name="Predictions">
        <Enabled model={model} />
      </Fact>
      <Fact name="Connector">
        <ModelConnector model={model} />
      </Fact>
      <Fact name="Action types">
        <span translate="no">{action_types.join(', ') || '—'}</span>
      </Fact>
      <Fact name="Last run">{last_run ? <LastRun run={last_run} /> : '—'}</Fact>
      {model.model_group_id && (
        <Fact name="Group">
          <Group id={model.model_group_id} version={model.model_version} />
        </Fact>
      )}
      {model_format && (
        <Fact name="Format">
          <span translate="no">{model_format}</span>
        </Fact>
      )}
      {model_config && (
        <Fact name="Configuration">
          <JsonTree value={model_config} depth={2} />
        </Fact>
      )}
      {deploy_setting && (
        <Fact name="Deploy setting">
          <JsonTree value={deploy_setting} depth={2} />
        </Fact>
      )}
      {last_deployed_time !== undefined && (
        <Fact name="Last deployed">
          <TimeAgo at={last_deployed_time} />
        </Fact>
      )}
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
  );
}

/** *on 1 of 1 node* */
function nodesOf(stored: Model | undefined): string {
  const { current_worker_node_count: current, planning_worker_node_count: planned } = stored ?? {};
  return current === undefined || planned === undefined ? '' : ` on ${current} of ${planned} ${planned === 1 ? 'node' : 'nodes'}`;
}

/** Whether the model answers at all, which is a switch of its own beside deploying. */
function Enabled({ model }: { model: ModelRow }) {
  const can = useCan();
  const update = useUpdateModel(model.model_id);
  const { name, is_enabled } = model;
  const set = (next: boolean) =>
    update.mutate(
      { changes: { is_enabled: next }, loaded: model },
      {
        onSuccess: () => showSuccess(next ? `${name} answers again.` : `${name} is disabled.`),
        onError: (error) => showFailure(`${name} could not be changed. ${error.message}`),
      },
    );
  return (
    <span className={css.line}>
      {is_enabled ? 'Allowed' : <StatusChip kind="warning">Refused, the model is disabled</StatusChip>}
      {can('model.update') && model.can.update === true && (
        <Button variant="subtle" size="compact-sm" loading={update.isPending} onClick={() => set(!is_enabled)}>
          {is_enabled ? 'Disable' : 'Enable'}
        </Button>
      )}
    </span>
  );
}

function Group({ id, version }: { id: string; version: string }) {
  const { data } = useQuery(groupQuery(id));
  const access = data && data.access !== 'public' ? `, ${data.access}` : '';
  return (
    <span className={css.line}>
      {data ? data.name : <IdText id={id} />} · version {version}
      {access}
      {data && <IdText id={id} label="Copy group id" />}
    </span>
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
    <span className={css.line}>
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
