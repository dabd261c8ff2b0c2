import { assertMay } from '#lib/access/operation.ts';
import { type Route, route } from './route.ts';

export type InfoPorts = { clusterUuid(): string };

/** The release whose API this is, and what clients compare with it (architecture §10.7). */
const version = {
  distribution: 'opensearch',
  number: '3.9.0',
  build_type: 'npm',
  build_hash: 'unknown',
  build_date: '1970-01-01T00:00:00.000000000Z',
  build_snapshot: false,
  lucene_version: '10.4.0',
  minimum_wire_compatibility_version: '2.19.0',
  minimum_index_compatibility_version: '2.0.0',
};

/** OpenSearch's info document, by which clients know what they talk to. `/api/info` is the same where `/` is a page. */
export const infoRoutes = ({ clusterUuid }: InfoPorts): Route[] =>
  (['/', '/api/info'] as const).map((path) =>
    route('GET', path, {
      summary: 'What this server is',
      run: ({ caller }) => {
        assertMay(caller, 'settings.read');
        return {
          name: 'ml-connector-studio',
          cluster_name: 'ml-connector-studio',
          cluster_uuid: clusterUuid(),
          version,
          tagline: 'The OpenSearch Project: https://opensearch.org/',
        };
      },
    }),
  );
