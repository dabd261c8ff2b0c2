'use client';
import { useCan } from '#components/shell/session.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

/** The way to a new connector, for those who may create one. */
export function CreateConnectorLink() {
  const can = useCan();
  return can('connector.create') ? <LinkButton href="/connectors/new">Create connector</LinkButton> : null;
}
