import type { Caller } from '#lib/access/caller.ts';
import { may, operation } from '#lib/access/operation.ts';
import { type Column, type Filters, filterRows, holds, listOf, type PageRequest, pageOf } from '#lib/search/page.ts';
import type { AddressJudge } from './address.ts';
import type { Connector } from './connector.ts';
import { type Guarded, mayChange, mayRead } from './connector-access.ts';
import { type ConnectorState, connectorState, type LastRun, obstacleOf } from './connector-state.ts';
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

export type ConnectorLines = {
  /** Shared between requests: never change it. */
  lines(): readonly ConnectorLine[];
  /** The definition, and the names of the credential fields that count as set. */
  details(id: string): { connector: Connector; set: ReadonlySet<string> } | undefined;
};

/** What `obstacleOf` found for a version of a connector under one version of the settings. Shared between requests. */
export type ObstacleCache = Map<string, { seq_no: number; judge: string; obstacle: ConnectorState | undefined }>;

export type ConnectorListPorts = {
  lines: ConnectorLines;
  settings: SettingReads;
  /** Judges hosts too. */
  hosts(): AddressJudge;
  obstacles: ObstacleCache;
  /** Lets other requests run. */
  breathe(): Promise<void>;
};

export type ConnectorFilters = PageRequest & {
  provider?: string | undefined;
  protocol?: string | undefined;
  state?: string | undefined;
  access?: string | undefined;
};

type Row = ConnectorLine & { state: ConnectorState };

const columns = new Map<string, Column<Row>>([
  ['name', ({ name }) => name],
  ['protocol', ({ protocol }) => protocol],
  ['host', ({ host }) => host],
  ['endpoint', ({ host }) => host],
  ['provider', ({ provider }) => provider],
  ['access', ({ access }) => access],
  ['owner', ({ owner_name }) => owner_name],
  ['models', ({ models }) => models],
  ['state', ({ state }) => state.name],
  ['last_run', ({ last_run }) => last_run?.finished_at ?? null],
  ['created_time', ({ created_time }) => created_time],
  ['last_updated_time', ({ updated_time }) => updated_time],
  ['id', ({ id }) => id],
]);

/** The studio's list of connectors: exactly those the caller may read. */
export const listConnectors = operation('connector.read', async (caller, wish: ConnectorFilters, ports: ConnectorListPorts) => {
  const isControlled = await ports.settings.flag('connector_access_control_enabled');
  const found = ports.lines
    .lines()
    .filter((line) => mayRead(caller, guarded(line), isControlled) && holds(wish.q, [line.name, line.host, line.id]));
  const rows = await withStates(found, ports);
  const filters: Filters<Row> = new Map([
    ['provider', { wanted: listOf(wish.provider), value: ({ provider }: Row) => provider }],
    ['protocol', { wanted: listOf(wish.protocol), value: ({ protocol }: Row) => protocol }],
    ['state', { wanted: listOf(wish.state), value: ({ state }: Row) => state.name }],
    ['access', { wanted: listOf(wish.access), value: ({ access }: Row) => access ?? 'none' }],
  ]);
  const { rows: shown, facets } = filterRows(rows, filters);
  const page = pageOf(shown, wish, columns, { fallback: ({ updated_time }) => updated_time, id: ({ id }) => id });
  return { total: shown.length, items: page.map((row) => present(row, caller, isControlled, ports.lines)), facets };
});

const guarded = ({ access, backend_roles, owner_id }: ConnectorLine): Guarded => ({
  connector: { ...(access && { access }), backend_roles },
  owner_id,
});

const slice = 200; // connectors judged before others get a turn

async function withStates(
  lines: readonly ConnectorLine[],
  { lines: reads, hosts, obstacles, breathe }: ConnectorListPorts,
): Promise<Row[]> {
  const addresses = hosts();
  const rows: Row[] = [];
  let judged = 0;
  for (const line of lines) {
    let known = obstacles.get(line.id);
    if (known?.seq_no !== line.seq_no || known.judge !== addresses.version) {
      const details = reads.details(line.id);
      known = { seq_no: line.seq_no, judge: addresses.version, obstacle: details && obstacleOf(details.connector, details.set, addresses) };
      obstacles.set(line.id, known);
      if (++judged % slice === 0) await breathe();
    }
    rows.push({ ...line, state: connectorState(known.obstacle, line.last_run ?? undefined) });
  }
  if (obstacles.size > 2 * lines.length + 1_000) obstacles.clear(); // deleted connectors leave theirs behind
  return rows;
}

function present(row: Row, caller: Caller, isControlled: boolean, { details }: ConnectorLines) {
  const { id, seq_no, updated_time, owner_id: _owner, backend_roles: _roles, owner_name, ...shown } = row;
  const connector = details(id)?.connector;
  return withoutNulls({
    connector_id: id,
    ...shown,
    owner: owner_name,
    version: connector?.version,
    action_types: connector?.actions?.map(({ action_type }) => action_type) ?? [],
    last_updated_time: updated_time,
    can: abilities(caller, guarded(row), isControlled),
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
