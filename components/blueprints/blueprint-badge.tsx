import { StatusChip } from '#components/ui/status-chip.tsx';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';

type Shown = Pick<BlueprintDetails, 'origin' | 'version' | 'access' | 'owner'>;

/** Beside the title: where it comes from, and who may see it. */
export function BlueprintBadge({ blueprint: { origin, version, access, owner } }: { blueprint: Shown }) {
  if (origin === 'built_in') return <StatusChip kind="neutral">Built in</StatusChip>;
  return (
    <>
      {version === 0 ? <StatusChip kind="warning">Draft</StatusChip> : <StatusChip kind="success">{`Version ${version}`}</StatusChip>}
      {access === 'private' && <StatusChip kind="neutral">Private</StatusChip>}
      {origin === 'shared' && owner && <StatusChip kind="neutral">{`By ${owner}`}</StatusChip>}
    </>
  );
}
