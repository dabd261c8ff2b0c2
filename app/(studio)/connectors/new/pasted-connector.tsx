'use client';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ConnectorEditor } from '#components/connectors/connector-editor.tsx';
import { fromWords } from '#components/connectors/draft-origin.ts';
import { blankText } from '#components/connectors/new-body.ts';
import { SourceChooser } from '#components/connectors/source-chooser.tsx';
import { forgetDraft, keptDraftName, keptPasted, readDraft, watchDraft } from '#components/paste/pasted-draft.ts';
import { useSession } from '#components/shell/session.tsx';
import { hasKeptDraft } from '#components/ui/kept-draft.ts';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';

/** The form, filled with what was pasted; while nothing was, the sources to choose from with the flyout open. */
export function PastedConnector({ initial }: { initial: BlueprintList }) {
  const { user } = useSession();
  const draft = useSyncExternalStore(watchDraft, readDraft, () => undefined);
  const isKept = useIsKept(keptDraftName(user.id));
  useForgetting(draft?.id);
  const shared = { base: blankText, keptAs: keptPasted };
  if (draft) {
    const { id, body, origin, blueprint, example } = draft;
    return <ConnectorEditor key={id} initial={body} blueprint={blueprint} example={example} origin={fromWords(origin)} {...shared} />;
  }
  return isKept ? <ConnectorEditor initial={blankText} {...shared} /> : <SourceChooser initial={initial} isPasting />;
}

/** What was pasted and not saved survives a reload, but for its secrets. */
function useIsKept(name: string): boolean {
  const [isKept, setKept] = useState(false);
  useEffect(() => setKept(hasKeptDraft(name)), [name]);
  return isKept;
}

/** A draft, secrets and all, is forgotten when its page is left. */
function useForgetting(id: number | undefined) {
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      if (id === undefined) return;
      // Development mounts everything twice: only a page that stays away has been left.
      setTimeout(() => isHere.current || forgetDraft(id));
    };
  }, [id]);
}
