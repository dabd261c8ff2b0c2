'use client';
import { IconCpu, IconPlugConnected, IconTemplate } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { listBlueprints } from '#lib/client/blueprints.ts';
import { listConnectors } from '#lib/client/connectors.ts';
import { listModels } from '#lib/client/models.ts';
import { useGo } from '../ui/leave.ts';
import type { PaletteEntry, PaletteGroup } from '../ui/palette.tsx';
import { useCan } from './session.tsx';

type Found = { id: string; name: string; detail?: string };

const most = 5; // of each kind

const kinds = [
  {
    label: 'Connectors',
    needs: 'connector.read',
    icon: IconPlugConnected,
    hrefOf: (id: string) => `/connectors/${encodeURIComponent(id)}`,
    find: async (q: string, signal: AbortSignal): Promise<Found[]> =>
      (await listConnectors({ q, size: most }, signal)).items.map(({ connector_id, name, host }) => ({
        id: connector_id,
        name,
        detail: host,
      })),
  },
  {
    label: 'Models',
    needs: 'model.read',
    icon: IconCpu,
    hrefOf: (id: string) => `/models?open=${encodeURIComponent(id)}`,
    find: async (q: string, signal: AbortSignal): Promise<Found[]> =>
      (await listModels({ q, size: most }, signal)).items.map(({ model_id, name, connector }) => ({
        id: model_id,
        name,
        ...(connector?.name !== undefined && { detail: connector.name }),
      })),
  },
  {
    label: 'Blueprints',
    needs: 'blueprint.read',
    icon: IconTemplate,
    hrefOf: (id: string) => `/blueprints/${encodeURIComponent(id)}`,
    find: async (q: string, signal: AbortSignal): Promise<Found[]> =>
      (await listBlueprints({ q }, signal)).blueprints.slice(0, most).map(({ id, title, task }) => ({ id, name: title, detail: task })),
  },
] as const;

/** Objects whose name or id holds what was typed; nothing is asked while it is empty. */
export function usePaletteObjects(q: string): { groups: PaletteGroup[]; isLoading: boolean; problem: string | undefined } {
  const can = useCan();
  const go = useGo();
  const asked = kinds.filter(({ needs }) => can(needs));
  const answers = useQueries({
    queries: asked.map(({ label, find }) => ({
      queryKey: ['palette', label, q],
      queryFn: ({ signal }: { signal: AbortSignal }) => find(q, signal),
      enabled: q !== '',
      gcTime: 30_000,
    })),
  });
  const groups = asked.map(({ label, icon: Icon, hrefOf }, index) => ({
    label,
    entries: (answers[index]?.data ?? []).map(
      ({ id, name, detail }): PaletteEntry => ({
        key: `${label} ${id}`,
        label: name,
        ...(detail && { detail }),
        icon: <Icon size={16} aria-hidden />,
        run: () => go(hrefOf(id)),
      }),
    ),
  }));
  const failed = asked.filter((_, index) => answers[index]?.error).map(({ label }) => label.toLowerCase());
  return {
    groups,
    isLoading: answers.some(({ isFetching, data }) => isFetching && data === undefined),
    problem: failed.length > 0 ? `Could not search ${failed.join(' and ')}.` : undefined,
  };
}
