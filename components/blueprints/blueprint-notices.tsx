import { Callout } from '#components/ui/callout.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';

type Shown = Pick<BlueprintDetails, 'id' | 'shown' | 'has_draft' | 'can' | 'unsuitable'>;

/** What must not be missed before it is used. */
export function BlueprintNotices({ blueprint: { id, shown, has_draft, can, unsuitable } }: { blueprint: Shown }) {
  const edit = can.update === true && (
    <LinkButton variant="default" href={`/blueprints/${id}/edit`}>
      Open the editor
    </LinkButton>
  );
  return (
    <>
      {unsuitable && (
        <Callout kind="warning" title="It does not suit this studio">
          <p>{unsuitable}</p>
        </Callout>
      )}
      {shown === 'draft' && (
        <Callout title="This is a draft" actions={edit}>
          <p>Only you see it until its first version is published.</p>
        </Callout>
      )}
      {shown === 'published' && has_draft && (
        <Callout title="Its draft has changes that are not published" actions={edit}>
          <p>This page shows what others see.</p>
        </Callout>
      )}
    </>
  );
}
