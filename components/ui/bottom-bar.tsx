'use client';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { FootBar } from './foot-bar.tsx';
import { ReasonedButton } from './reasoned-button.tsx';

type BottomBarProps = {
  /** *3 unsaved changes, 1 hidden by search* */
  summary: ReactNode;
  onDiscard: () => void;
  onReview?: () => void;
  onSave: () => void;
  saveLabel?: string;
  isSaving?: boolean;
  /** Why saving is refused whatever the values: a permission, never invalid input. */
  refusal?: string;
};

/** Stands at the end of the window while a form has unsaved changes; render it only then. */
export function BottomBar({ summary, onDiscard, onReview, onSave, saveLabel = 'Save changes', isSaving, refusal }: BottomBarProps) {
  return (
    <FootBar label="Unsaved changes" summary={summary}>
      <Button variant="subtle" onClick={onDiscard}>
        Discard
      </Button>
      {onReview && (
        <Button variant="default" onClick={onReview}>
          Review
        </Button>
      )}
      <ReasonedButton refusal={refusal} loading={isSaving} onClick={onSave}>
        {saveLabel}
      </ReasonedButton>
    </FootBar>
  );
}

/** *1 unsaved change*, *3 unsaved settings, 1 hidden by search*. */
export function changesSummary(count: number, { noun = 'change', hidden = 0 } = {}): string {
  return `${count} unsaved ${count === 1 ? noun : `${noun}s`}${hidden > 0 ? `, ${hidden} hidden by search` : ''}`;
}
