'use client';
import { Button } from '@mantine/core';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import css from './review-flyout.module.css';
import type { Effect } from './setting-effects.ts';
import { type Change, devToolsRequest, jsonValue } from './settings-draft.ts';

type ReviewFlyoutProps = {
  opened: boolean;
  onClose: () => void;
  changes: readonly Change[];
  /** Undefined while the server still thinks about them. */
  effects: readonly Effect[] | undefined;
  isSaving: boolean;
  onSave: () => void;
};

/** What *Save changes* would send, what differs, and what that brings about. */
export function ReviewFlyout({ opened, onClose, changes, effects, isSaving, onSave }: ReviewFlyoutProps) {
  return (
    <Flyout
      opened={opened}
      onClose={onClose}
      title="Review changes"
      size="m"
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Keep editing
          </Button>
          <Button loading={isSaving} onClick={onSave}>
            Save changes
          </Button>
        </>
      }
    >
      <Review changes={changes} effects={effects} />
    </Flyout>
  );
}

const valuesOf = (changes: readonly Change[], pick: 'before' | 'after') =>
  JSON.stringify(Object.fromEntries(changes.map((change) => [change.row.key, jsonValue(change.row, change[pick])])), null, 2);

function Review({ changes, effects }: Pick<ReviewFlyoutProps, 'changes' | 'effects'>) {
  const request = devToolsRequest(changes);
  return (
    <div className={css.review}>
      <section>
        <h3 className={css.heading}>Effect</h3>
        <Effects effects={effects} />
      </section>
      <section>
        <h3 className={css.heading}>Changes</h3>
        <DiffView before={valuesOf(changes, 'before')} after={valuesOf(changes, 'after')} beforeLabel="Now" afterLabel="After saving" />
      </section>
      <section>
        <div className={css.head}>
          <h3 className={css.heading}>Request</h3>
          <CopyButton text={request} label="Copy for Dev Tools" />
        </div>
        <TextBlock text={request} />
      </section>
    </div>
  );
}

export function Effects({ effects }: { effects: readonly Effect[] | undefined }) {
  if (!effects) return <p className={css.quiet}>Checking…</p>;
  if (effects.length === 0) return <p className={css.quiet}>Nothing beyond the values themselves.</p>;
  return effects.map(({ kind, text }) => (
    <Callout key={text} kind={kind}>
      <p>{text}</p>
    </Callout>
  ));
}
