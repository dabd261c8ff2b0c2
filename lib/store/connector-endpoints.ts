import '#server-only';
import type Database from 'better-sqlite3';
import type { Connector } from '#lib/connectors/connector.ts';
import { destinationUrls } from '#lib/connectors/destination.ts';
import type { ConnectorEndpoints } from '#lib/settings/check-trusted-endpoints.ts';

type Row = { id: string; owner_id: string | null; definition: string };

/** Where all connectors call, by name; kept until a connector changes, because a page asks with every key that is pressed. */
export function connectorEndpoints(reads: Database.Database): () => readonly ConnectorEndpoints[] {
  const changes = reads.prepare("SELECT next FROM sequence WHERE name = 'connector'").pluck();
  const all = reads.prepare('SELECT id, owner_id, definition FROM connector ORDER BY name, id');
  let seen: unknown = Symbol('never');
  let kept: readonly ConnectorEndpoints[] = [];
  return reads.transaction(() => {
    const now = changes.get();
    if (now !== seen) {
      kept = (all.all() as Row[]).map(toEndpoints); // the columns of the statement above
      seen = now;
    }
    return kept;
  });
}

function toEndpoints({ id, owner_id, definition }: Row): ConnectorEndpoints {
  const connector = JSON.parse(definition) as Connector; // as we wrote it
  const { access, backend_roles } = connector;
  return {
    id,
    owner_id,
    name: connector.name ?? '',
    urls: destinationUrls(connector),
    connector: { ...(access && { access }), ...(backend_roles && { backend_roles }) },
  };
}
