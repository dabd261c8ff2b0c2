import type { Caller } from '#lib/access/caller.ts';
import { may, operation } from '#lib/access/operation.ts';
import type { LineReads } from '#lib/search/lines.ts';
import { listLines } from '#lib/search/list-lines.ts';
import { listOf, type PageRequest } from '#lib/search/page.ts';
import type { AddressJudge } from './address.ts';
import type { Connector } from './connector.ts';
import { type Guarded, mayChange, mayRead } from './connector-access.ts';
import { connectorState, type LastRun, obstacleOf, type StateName } from './connector-state.ts';
import type { SettingReads } from './ports.ts';
import { primaryTerm } from './precondition.ts';

/** A connector as a list needs it, without its definition. */
export type ConnectorLine = {
  id: string;
  seq_no: number;
  name: string;
  description: string | null;
  protocol: string;
  host: string;
  provider: string;
  access: NonNullable<Connector['access']> | null;
  backend_roles: string[];
  owner_id: string | null;
  owner_name: string | null;
  blueprint_id: string | null;
  created_time: number;
  updated_time: number;
  models: number;
  last_run: LastRun | null;
};

/** What connectors are counted and filtered by. */
export type ConnectorFacts = Pick<ConnectorLine, 'provider' | 'protocol' | 'access' | 'backend_roles'> & { state: StateName };

export type ConnectorLines = LineReads<ConnectorFacts> & {
  /** Waits until the list is as what is committed and the settings have it. */
  ready(): Promise<void>;
  /** One row with its definition, and the names of the credential fields that count as set. */
  row(id: string): { line: ConnectorLine; connector: Connector; set: ReadonlySet<string> } | undefined;
};

export type ConnectorListPorts = {
  lines: ConnectorLines;
  settings: SettingReads;
  /** Judges hosts too. */
  hosts(): AddressJudge;
};

export type ConnectorFilters = PageRequest & {
  provider?: string | undefined;
  protocol?: string | undefined;
  state?: string | undefined;
  access?: string | undefined;
};

/** Orders of the list by the names that clients use. */
const sorts = new Map([
  ['name', 'name'],
  ['protocol', 'protocol'],
  ['host', 'host'],
  ['endpoint', 'host'],
  ['provider', 'provider'],
  ['access', 'access'],
  ['owner', 'owner'],
  ['models', 'models'],
  ['state', 'state'],
  ['last_run', 'last_run'],
  ['created_time', 'created_time'],
  ['last_updated_time', 'updated_time'],
  ['id', 'id'],
]);

/** The studio's list of connectors: exactly those the caller may read. */
export const listConnectors = operation('connector.read', async (caller, wish: ConnectorFilters, ports: ConnectorListPorts) => {
  const { lines, hosts, settings } = ports;
  const isControlled = await settings.flag('connector_access_control_enabled');
  await lines.ready();
  const { total, ids, facets } = await listLines(lines, {
    ...wish,
    sorts,
    fallback: 'updated_time',
    filters: new Map([
      ['provider', { wanted: listOf(wish.provider), value: ({ provider }: ConnectorFacts) => provider }],
      ['protocol', { wanted: listOf(wish.protocol), value: ({ protocol }: ConnectorFacts) => protocol }],
      ['state', { wanted: listOf(wish.state), value: ({ state }: ConnectorFacts) => state }],
      ['access', { wanted: listOf(wish.access), value: ({ access }: ConnectorFacts) => access ?? 'none' }],
    ]),
    isOpen: (facts) => mayRead(caller, guarded({ ...facts, owner_id: null }), isControlled),
    owner_id: isControlled ? caller.id : undefined,
  });
  const judge = hosts();
  const items = ids.flatMap((id) => {
    const row = lines.row(id);
    return row ? [present(row, caller, isControlled, judge)] : [];
  });
  return { total, items, facets };
});

const guarded = ({ access, backend_roles, owner_id }: Pick<ConnectorLine, 'access' | 'backend_roles' | 'owner_id'>): Guarded => ({
  connector: { ...(access && { access }), backend_roles },
  owner_id,
});

function present(
  { line, connector, set }: NonNullable<ReturnType<ConnectorLines['row']>>,
  caller: Caller,
  isControlled: boolean,
  judge: AddressJudge,
) {
  const { id, seq_no, updated_time, owner_id: _owner, backend_roles: _roles, owner_name, ...shown } = line;
  return withoutNulls({
    connector_id: id,
    ...shown,
    owner: owner_name,
    version: connector.version,
    action_types: connector.actions?.map(({ action_type }) => action_type) ?? [],
    last_updated_time: updated_time,
    state: connectorState(obstacleOf(connector, set, judge), line.last_run ?? undefined),
    can: abilities(caller, guarded(line), isControlled),
    _seq_no: seq_no,
    _primary_term: primaryTerm,
  });
}

/** A fact that is not known is left out. */
export const withoutNulls = <Row extends object>(row: Row): { [Key in keyof Row]: Exclude<Row[Key], null> } =>
  // as: what is left has no nulls
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)) as never;

/** True, or the reason to show. */
export function abilities(caller: Caller, connector: Guarded, isControlled: boolean): { update: true | string; delete: true | string } {
  const reason = mayChange(caller, connector, isControlled) ? undefined : 'You are not its owner.';
  const role = 'Your role may not change connectors.';
  return {
    update: may(caller, 'connector.update') ? (reason ?? true) : role,
    delete: may(caller, 'connector.delete') ? (reason ?? true) : role,
  };
}
