'use client';
import { useEffect, useState } from 'react';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { blankBlueprint, blueprintOfBody } from '../blank-blueprint.ts';
import { handedName, handedOver } from '../handed-over.ts';
import { BlueprintEditor } from './blueprint-editor.tsx';

/** The editor with a body that another page handed over; blank when that is gone. */
export function HandedEditor() {
  const [initial, setInitial] = useState<Blueprint>();
  useEffect(() => {
    const body = handedOver();
    setInitial(body ? blueprintOfBody(body) : blankBlueprint());
  }, []);
  return initial ? <BlueprintEditor initial={initial} keptAs={handedName} hasExample /> : <FormSkeleton fields={6} label="Loading" />;
}
