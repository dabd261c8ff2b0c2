'use client';
import { useCan } from '#components/shell/session.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

/** The way into the editor, for those who may create connectors. */
export function UseBlueprint({ id }: { id: string }) {
  const can = useCan();
  return can('connector.create') ? <LinkButton href={`/connectors/new?blueprint=${id}`}>Use blueprint</LinkButton> : null;
}
