'use client';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import { Effects } from './review-flyout.tsx';
import { effectsOf, opensConnectors } from './setting-effects.ts';
import type { Change } from './settings-draft.ts';

export const accessPhrase = 'disable connector access control';

type SaveConfirmProps = {
  opened: boolean;
  onClose: () => void;
  changes: readonly Change[];
  blocked: readonly { name: string }[];
  isSaving: boolean;
  onConfirm: () => void;
};

function questionOf(changes: readonly Change[], blocked: number): string {
  if (opensConnectors(changes)) return 'Disable connector access control?';
  if (blocked > 0) return blocked === 1 ? 'Block 1 connector?' : `Block ${blocked} connectors?`;
  return 'Disable model access control?';
}

/** Asks before a save that blocks connectors or switches access control off. */
export function SaveConfirm({ opened, onClose, changes, blocked, isSaving, onConfirm }: SaveConfirmProps) {
  const shared = {
    opened,
    onClose,
    onConfirm,
    title: questionOf(changes, blocked.length),
    confirmLabel: 'Save changes',
    isPending: isSaving,
    children: <Effects effects={effectsOf(changes, blocked).filter(({ kind }) => kind === 'warning')} />,
  };
  return opensConnectors(changes) ? <TypedConfirm {...shared} phrase={accessPhrase} /> : <ConfirmModal {...shared} isDangerous />;
}
