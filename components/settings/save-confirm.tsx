'use client';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import { Effects } from './review-flyout.tsx';
import { effectsOf, type JudgedTrust, opensConnectors, questionOf } from './setting-effects.ts';
import type { Change } from './settings-draft.ts';

export const accessPhrase = 'disable connector access control';

type SaveConfirmProps = {
  opened: boolean;
  onClose: () => void;
  changes: readonly Change[];
  judged: JudgedTrust;
  isSaving: boolean;
  onConfirm: () => void;
};

/** Asks before a save that blocks connectors, opens what was closed, or deletes what is kept. */
export function SaveConfirm({ opened, onClose, changes, judged, isSaving, onConfirm }: SaveConfirmProps) {
  const shared = {
    opened,
    onClose,
    onConfirm,
    title: questionOf(changes, judged),
    confirmLabel: 'Save changes',
    isPending: isSaving,
    children: <Effects effects={effectsOf(changes, judged).filter(({ kind }) => kind === 'warning')} />,
  };
  return opensConnectors(changes) ? <TypedConfirm {...shared} phrase={accessPhrase} /> : <ConfirmModal {...shared} isDangerous />;
}
