'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { EditorState } from './use-connector-editor.ts';

const SaveConflict = dynamic(() => import('./save-conflict.tsx').then((file) => file.SaveConflict), { ssr: false });
const SaveInUse = dynamic(() => import('./save-in-use.tsx').then((file) => file.SaveInUse), { ssr: false });

/** What has to be decided before a save: somebody else saved meanwhile, or deployed models hold the connector. */
export function SaveQuestions({ state: { save, editor, before, draft, storedKeys } }: { state: EditorState }) {
  const wasInConflict = useWasEver(save.isInConflict);
  const wasHeld = useWasEver(save.isHeld);
  if (!editor.stored) return null;
  const shared = { onClose: save.clear, connectorId: editor.stored.connector_id };
  return (
    <>
      {wasInConflict && (
        <SaveConflict
          {...shared}
          opened={save.isInConflict}
          before={before}
          mine={draft.settledBody}
          storedKeys={storedKeys}
          onOverwrite={save.overwrite}
          onReload={save.takeOver}
        />
      )}
      {wasHeld && <SaveInUse {...shared} opened={save.isHeld} isPending={save.isPending} onRedeploy={save.redeploy} />}
    </>
  );
}

/** A dialog stays once it was wanted, so that it closes as it opened. */
function useWasEver(isWanted: boolean): boolean {
  const [was, setWas] = useState(isWanted);
  if (isWanted && !was) setWas(true);
  return was || isWanted;
}
