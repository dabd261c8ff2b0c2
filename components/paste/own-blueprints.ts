import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import type { BlueprintRow } from '#lib/blueprints/blueprint-row.ts';
import { getBlueprint, listBlueprints } from '#lib/client/blueprints.ts';
import type { Recognised } from '#lib/paste/paste-result.ts';

/** Definitions that are fetched to be compared with a call; the newest go first. */
const most = 12;

type Called = Recognised['called'];
type Row = Pick<BlueprintRow, 'id' | 'version' | 'provider' | 'trusted_pattern' | 'updated_time'>;

/**
 * Published blueprints of one's own, and of colleagues, for the service that a pasted call is for. What was pasted is not sent for it: the
 * list is asked for whole, and looked through here.
 */
export function useOwnBlueprints(isOn: boolean, called: Called): readonly Blueprint[] {
  const { data: rows } = useQuery({
    queryKey: ['blueprints', 'made here'],
    queryFn: ({ signal }) => listBlueprints({ origin: ['yours', 'shared'] }, signal),
    enabled: isOn,
    staleTime: 30_000,
  });
  const key = called && `${called.provider} ${called.address}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object for the same call changes nothing
  const ids = useMemo(() => rowsFor(rows?.blueprints ?? [], called).map(({ id }) => id), [rows, key]);
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['blueprints', 'one', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getBlueprint(id, signal),
      staleTime: 30_000,
    })),
    combine: definitions,
  });
}

const definitions = (results: readonly { data?: Blueprint | undefined }[]) => results.flatMap(({ data }) => data ?? []);

/** Rows of blueprints that may call the same address. */
export function rowsFor(rows: readonly Row[], called: Called): Row[] {
  if (!called) return [];
  const host = /^[a-z]+:\/\/([^/]+)/.exec(called.address)?.[1] ?? called.address;
  return rows
    .filter(({ version }) => version > 0)
    .filter((row) => (row.provider === called.provider && row.provider !== 'other') || namesHost(row.trusted_pattern, host))
    .toSorted((one, other) => (other.updated_time ?? 0) - (one.updated_time ?? 0))
    .slice(0, most);
}

/** The pattern of a blueprint fixes its host, which stands there with a backslash before each dot. */
const namesHost = (pattern: string, host: string) => pattern.replaceAll('\\', '').includes(`//${host}/`);
