'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { CopyAsFlyout } from '#components/copy-as/copy-as-flyout.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import { isDeployed } from './model-state.ts';
import { storedModelQuery } from './queries.ts';

type CopyModelProps = { opened: boolean; onClose: () => void; model: ModelRow | undefined };

/** A model of the list, to be copied in the language of a tool. */
export function CopyModel({ opened, onClose, model }: CopyModelProps) {
  const { data, error } = useQuery({ ...storedModelQuery(model?.model_id ?? ''), enabled: opened && model !== undefined });
  const source = useMemo(() => data && { model: data, isDeployed: isDeployed(data.model_state) }, [data]);
  return <CopyAsFlyout opened={opened} onClose={onClose} source={source} name={model?.name} error={error} />;
}
