import type { Caller } from '#lib/access/caller.ts';
import { may, operation } from '#lib/access/operation.ts';
import type { ActionType } from '#lib/connectors/connector.ts';
import { mayRead } from '#lib/connectors/connector-access.ts';
import type { LastRun } from '#lib/connectors/connector-state.ts';
import { type ConnectorLine, withoutNulls } from '#lib/connectors/list-connectors.ts';
import type { SettingReads } from '#lib/connectors/ports.ts';
import { primaryTerm } from '#lib/connectors/precondition.ts';
import type { LineReads } from '#lib/search/lines.ts';
import { listLines } from '#lib/search/list-lines.ts';
import { listOf, type PageRequest } from '#lib/search/page.ts';
import { areModelsControlled } from './assert-model-open.ts';
import type { Model, ModelState } from './model.ts';
import { type GuardedGroup, mayUseGroup } from './model-group-access.ts';
import type { Task } from './task.ts';

/** What answers for a model: a connector that others may use too, one inside the model, or the cluster that runs it. */
export type ModelSource = 'connector' | 'own_connector' | 'cluster';

/** A model as a list needs it. `connector` is absent for an inline one. */
export type ModelLine = {
  id: string;
  seq_no: number;
  name: string;
  state: ModelState;
  source: ModelSource;
  connector:
    | (Pick<ConnectorLine, 'id' | 'access' | 'owner_id' | 'backend_roles'> & { name: string | null; protocol: string | null })
    | undefined;
  /** Absent for a group that is open to all. */
  group?: GuardedGroup;
  created_time: number;
  updated_time: number;
  last_run: LastRun | null;
};

/** What models are counted and filtered by. */
export type ModelFacts = Pick<ModelLine, 'state' | 'source' | 'connector' | 'group'>;

export type ModelLines = LineReads<ModelFacts> & {
  /** Waits until the list is as what is committed has it. */
  ready(): Promise<void>;
  row(
    id: string,
  ): { line: ModelLine; model: Model; action_types: ActionType[]; last_task: (Task & { task_id: string }) | undefined } | undefined;
};

export type ModelFilters = PageRequest & { state?: string | undefined; connector?: string | undefined; source?: string | undefined };

/** Orders of the list by the names that clients use. */
const sorts = new Map([
  ['name', 'name'],
  ['state', 'state'],
  ['connector', 'connector'],
  ['last_run', 'last_run'],
  ['created_time', 'created_time'],
  ['last_updated_time', 'updated_time'],
  ['id', 'id'],
]);

const noConnector = new Map([
  ['inline', 'Connector of its own'],
  ['none', 'No connector'],
]);

const mostFacets = 200; // values that a filter offers, the most frequent ones

/** The studio's list of models (ui.md §7.8). A connector that the caller may not see is named by its id only: it can neither be found nor sorted by. */
export const listModels = operation(
  'model.read',
  async (caller, wish: ModelFilters, { lines, settings }: { lines: ModelLines; settings: SettingReads }) => {
    const isControlled = await settings.flag('connector_access_control_enabled');
    const isModelControlled = await areModelsControlled(settings);
    await lines.ready();
    const isSeen = ({ connector }: ModelFacts) => !connector || mayRead(caller, guarded(connector), isControlled);
    const names = new Map<string, string>();
    const connectorOf = (facts: ModelFacts) => {
      const { connector, source } = facts;
      if (!connector) return source === 'cluster' ? 'none' : 'inline';
      if (connector.name !== null && isSeen(facts)) names.set(connector.id, connector.name);
      return connector.id;
    };
    const { total, ids, facets } = await listLines(lines, {
      ...wish,
      sorts,
      fallback: 'updated_time',
      filters: new Map([
        ['state', { wanted: listOf(wish.state), value: ({ state }: ModelFacts) => state }],
        ['connector', { wanted: listOf(wish.connector), value: connectorOf }],
        ['source', { wanted: listOf(wish.source), value: ({ source }: ModelFacts) => source }],
      ]),
      isOpen: ({ group }) => mayUseGroup(caller, group, isModelControlled),
      owner_id: undefined,
      isFoundBy: (facts, text) => isSeen(facts) && (facts.connector?.name?.toLowerCase().includes(text) ?? false),
      isHidden: (facts, sort) => sort === 'connector' && !isSeen(facts),
    });
    const items = ids.flatMap((id) => {
      const row = lines.row(id);
      return row ? [present(withoutHidden(row, isSeen), caller)] : [];
    });
    const label = (value: string) => noConnector.get(value) ?? names.get(value) ?? value;
    const connector = facets.connector?.slice(0, mostFacets).map((facet) => ({ ...facet, label: label(facet.value) })) ?? [];
    return { total, items, facets: { state: facets.state ?? [], connector, source: facets.source ?? [] } };
  },
);

export type ModelPage = Awaited<ReturnType<typeof listModels>>;
export type ModelRow = ModelPage['items'][number];

const guarded = ({ access, backend_roles, owner_id }: NonNullable<ModelLine['connector']>) => ({
  connector: { ...(access && { access }), backend_roles },
  owner_id,
});

type Row = NonNullable<ReturnType<ModelLines['row']>>;

function withoutHidden(row: Row, isSeen: (facts: ModelFacts) => boolean): Row {
  const { line } = row;
  if (!line.connector || isSeen(line)) return row;
  const connector = { id: line.connector.id, name: null, protocol: null, access: null, owner_id: null, backend_roles: [] };
  return { ...row, line: { ...line, connector }, action_types: [] };
}

function present({ line, model, action_types, last_task }: Row, caller: Caller) {
  const { id, seq_no, name, state, source, connector, created_time, updated_time, last_run } = line;
  const {
    description,
    connector: inline,
    model_group_id,
    model_version,
    is_enabled,
    rate_limiter,
    guardrails,
    interface: contract,
  } = model;
  return withoutNulls({
    model_id: id,
    name,
    description,
    state,
    source,
    model_group_id,
    model_version,
    is_enabled: is_enabled ?? true,
    connector: connector && withoutNulls({ connector_id: connector.id, name: connector.name, protocol: connector.protocol }),
    inline_connector: inline && { name: inline.name, protocol: inline.protocol },
    action_types,
    rate_limiter,
    guardrails,
    interface: contract,
    last_run,
    last_task,
    created_time,
    last_updated_time: updated_time,
    can: { update: ability(caller, 'model.update'), delete: ability(caller, 'model.delete') },
    _seq_no: seq_no,
    _primary_term: primaryTerm,
  });
}

const ability = (caller: Caller, permission: 'model.update' | 'model.delete') =>
  may(caller, permission) || 'Your role may not change models.';
