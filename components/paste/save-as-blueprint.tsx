'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCan } from '#components/shell/session.tsx';
import { useGo } from '#components/ui/leave.ts';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { showFailure, showSuccess } from '#components/ui/toast.tsx';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { createBlueprint } from '#lib/client/blueprints.ts';

/** Keeps a pasted blueprint file as a draft of one's own. */
export function SaveAsBlueprint({ blueprint, onSaved }: { blueprint: Blueprint; onSaved: () => void }) {
  const can = useCan();
  const go = useGo();
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: () => createBlueprint(blueprint),
    onSuccess: ({ id, title }) => {
      void cache.invalidateQueries({ queryKey: ['blueprints'] });
      showSuccess(`${title} saved as a draft.`);
      onSaved();
      go(`/blueprints/${id}`);
    },
    onError: (error) => showFailure(error.message),
  });
  if (!can('blueprint.create')) return null;
  return (
    <ReasonedButton variant="default" loading={save.isPending} onClick={() => save.mutate()}>
      Save as blueprint
    </ReasonedButton>
  );
}
