'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { CopyAsFlyout } from '#components/copy-as/copy-as-flyout.tsx';
import { connectorQuery } from './queries.ts';

type CopyConnectorProps = { opened: boolean; onClose: () => void; connector: { id: string; name: string } | undefined };

/** A connector of the list, to be copied. */
export function CopyConnector({ opened, onClose, connector }: CopyConnectorProps) {
  const { data, error } = useQuery({ ...connectorQuery(connector?.id ?? ''), enabled: opened && connector !== undefined });
  const source = useMemo(() => data && { connector: data.connector, credentialKeys: data.credential_keys.map(({ name }) => name) }, [data]);
  return <CopyAsFlyout opened={opened} onClose={onClose} source={source} name={connector?.name} error={error} />;
}
