'use client';
import { IconAdjustmentsHorizontal, IconCpu, IconPlugConnected, IconTemplate } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FoundObject, findObjects } from '#lib/client/search.ts';
import { useGo } from '../ui/leave.ts';
import type { PaletteGroup } from '../ui/palette.tsx';

const kinds = [
  {
    kind: 'connector',
    label: 'Connectors',
    icon: IconPlugConnected,
    hrefOf: (id: string) => `/connectors/${encodeURIComponent(id)}`,
  },
  { kind: 'model', label: 'Models', icon: IconCpu, hrefOf: (id: string) => `/models?open=${encodeURIComponent(id)}` },
  { kind: 'blueprint', label: 'Blueprints', icon: IconTemplate, hrefOf: (id: string) => `/blueprints/${encodeURIComponent(id)}` },
  { kind: 'setting', label: 'Settings', icon: IconAdjustmentsHorizontal, hrefOf: (id: string) => `/settings?q=${encodeURIComponent(id)}` },
] as const satisfies { kind: FoundObject['kind']; label: string; icon: unknown; hrefOf(id: string): string }[];

/** Objects whose name or id holds what was typed; nothing is asked while it is empty. */
export function usePaletteObjects(q: string): { groups: PaletteGroup[]; isLoading: boolean; problem: string | undefined } {
  const go = useGo();
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['palette', q],
    queryFn: ({ signal }) => findObjects(q, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const found = q === '' ? [] : (data ?? []);
  const groups = kinds.map(({ kind, label, icon: Icon, hrefOf }) => ({
    label,
    entries: found
      .filter((one) => one.kind === kind)
      .map(({ id, name, detail }) => ({
        key: `${kind} ${id}`,
        label: name,
        ...(detail && { detail }),
        icon: <Icon size={16} aria-hidden />,
        run: () => go(hrefOf(id)),
      })),
  }));
  return {
    groups,
    isLoading: isFetching && (data === undefined || isPlaceholderData),
    problem: error ? `Could not search. ${error.message}` : undefined,
  };
}
