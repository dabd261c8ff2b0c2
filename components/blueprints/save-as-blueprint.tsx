'use client';
import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useCan } from '#components/shell/session.tsx';
import type { JsonObject } from '#lib/json/json.ts';
import { handOver } from './handed-over.ts';

/** From a connector that is not stored, and need not be, to a blueprint. Its form is kept for whoever comes back. */
export function SaveAsBlueprint({ body }: { body: () => JsonObject }) {
  const can = useCan();
  const router = useRouter();
  if (!can('blueprint.create')) return null;
  return (
    <Button variant="default" onClick={() => router.push(handOver(body()))}>
      Save as blueprint
    </Button>
  );
}
