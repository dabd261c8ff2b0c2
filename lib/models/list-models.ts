import type { Caller } from '#lib/access/caller.ts';
import { may, operation } from '#lib/access/operation.ts';
import type { ActionType } from '#lib/connectors/connector.ts';
import { mayRead } from '#lib/connectors/connector-access.ts';
import type { LastRun } from '#lib/connectors/connector-state.ts';
import { type ConnectorLine, withoutNulls } from '#lib/connectors/list-connectors.ts';
import type { SettingReads } from '#lib/connectors/ports.ts';
import { primaryTerm } from '#lib/connectors/precondition.ts';
import { type Column, type Filters, filterRows, holds, listOf, type PageRequest, pageOf } from '#lib/search/page.ts';
import type { Model, ModelState } from './model.ts';
import type { Task } from './task.ts';

/** A model as a list needs it. `connector` is absent for an inline one. */
export type ModelLine = {
  id: string;
  seq_no: number;
  name: string;
  state: ModelState;
  connector:
    | (Pick<ConnectorLine, 'id' | 'access' | 'owner_id' | 'backend_roles'> & { name: string | null; protocol: string | null })
    | undefined;
  created_time: number;
  updated_time: number;
  last_run: LastRun | null;
};

export type ModelLines = {
  /** Shared between requests: never change it. */
  lines(): readonly ModelLine[];
  details(id: string): { model: Model; action_types: ActionType[]; last_task: (Task & { task_id: string }) | undefined } | undefined;
};

export type ModelFilters = PageRequest & { state?: string | undefined; connector?: string | undefined };

const columns = new Map<string, Column<ModelLine>>([
  ['name', ({ name }) => name],
  ['state', ({ state }) => state],
  ['connector', ({ connector }) => connector?.name ?? null],
  ['last_run', ({ last_run }) => last_run?.finished_at ?? null],
  ['created_time', ({ created_time }) => created_time],
  ['last_updated_time', ({ updated_time }) => updated_time],
  ['id', ({ id }) => id],
]);

/** The studio's list of models (ui.md §7.8). A connector that the caller may not see is named by its id only. */
export const listModels = operation(
  'model.read',
  async (caller, wish: ModelFilters, { lines, settings }: { lines: ModelLines; settings: SettingReads }) => {
    const isControlled = await settings.flag('connector_access_control_enabled');
    const found = lines
      .lines()
      .map((line) => withoutHidden(line, caller, isControlled))
      .filter(({ name, id, connector }) => holds(wish.q, [name, id, connector?.name]));
    const filters: Filters<ModelLine> = new Map([
      ['state', { wanted: listOf(wish.state), value: ({ state }: ModelLine) => state }],
      ['connector', { wanted: listOf(wish.connector), value: ({ connector }: ModelLine) => connector?.id ?? 'inline' }],
    ]);
    const { rows, facets } = filterRows(found, filters);
    const page = pageOf(rows, wish, columns, { fallback: ({ updated_time }) => updated_time, id: ({ id }) => id });
    const connector = facets.connector?.map((facet) => ({ ...facet, label: labelOf(facet.value, found) })) ?? [];
    return {
      total: rows.length,
      items: page.map((line) => present(line, caller, lines)),
      facets: { state: facets.state ?? [], connector },
    };
  },
);

export type ModelPage = Awaited<ReturnType<typeof listModels>>;
export type ModelRow = ModelPage['items'][number];

/** How a value of the connector filter is called. */
const labelOf = (value: string, lines: readonly ModelLine[]): string =>
  value === 'inline' ? 'Connector of its own' : (lines.find(({ connector }) => connector?.id === value)?.connector?.name ?? value);

/** A connector that the caller may not see can neither be found nor sorted by. */
function withoutHidden(line: ModelLine, caller: Caller, isControlled: boolean): ModelLine {
  const { connector } = line;
  if (!connector) return line;
  const { id, access, owner_id, backend_roles } = connector;
  if (mayRead(caller, { connector: { ...(access && { access }), backend_roles }, owner_id }, isControlled)) return line;
  return { ...line, connector: { id, name: null, protocol: null, access: null, owner_id: null, backend_roles: [] } };
}

function present(
  { id, seq_no, name, state, connector, created_time, updated_time, last_run }: ModelLine,
  caller: Caller,
  reads: ModelLines,
) {
  const details = reads.details(id);
  const {
    description,
    connector: inline,
    model_group_id,
    model_version,
    is_enabled,
    rate_limiter,
    guardrails,
    interface: contract,
  } = details?.model ?? {};
  return withoutNulls({
    model_id: id,
    name,
    description,
    state,
    model_group_id,
    model_version,
    is_enabled: is_enabled ?? true,
    connector: connector && withoutNulls({ connector_id: connector.id, name: connector.name, protocol: connector.protocol }),
    inline_connector: inline && { name: inline.name, protocol: inline.protocol },
    action_types: details?.action_types ?? [],
    rate_limiter,
    guardrails,
    interface: contract,
    last_run,
    last_task: details?.last_task,
    created_time,
    last_updated_time: updated_time,
    can: { update: ability(caller, 'model.update'), delete: ability(caller, 'model.delete') },
    _seq_no: seq_no,
    _primary_term: primaryTerm,
  });
}

const ability = (caller: Caller, permission: 'model.update' | 'model.delete') =>
  may(caller, permission) || 'Your role may not change models.';
