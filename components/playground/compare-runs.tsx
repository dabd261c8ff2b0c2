'use client';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { DiffView } from '#components/ui/diff-view.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { formatJson } from '#components/ui/json-text.ts';
import type { Prediction } from '#lib/client/predictions.ts';
import { payloadOf } from './kept-run.ts';
import css from './response-pane.module.css';
import { comparableAnswer } from './shown-answer.ts';

/** What two runs are compared by. */
export type ComparedSide = { answer?: string; payload: string };

export const sideOf = (prediction: Prediction): ComparedSide => ({
  ...(prediction.response !== null && { answer: comparableAnswer(prediction) }),
  payload: payloadOf(prediction),
});

type CompareRunsProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  before: ComparedSide | undefined;
  after: ComparedSide | undefined;
};

/** The request and the answer of a run, with what is different now. */
export function CompareRuns({ opened, onClose, title, before, after }: CompareRunsProps) {
  const [of, setOf] = useState<'answer' | 'payload'>('answer');
  const [one, other] = [before?.[of], after?.[of]];
  return (
    <Flyout opened={opened} onClose={onClose} title={title} size="l">
      <SegmentedControl
        aria-label="Compared"
        data={[
          { value: 'answer', label: 'Answers' },
          { value: 'payload', label: 'Payloads' },
        ]}
        value={of}
        onChange={(value) => setOf(value as 'answer' | 'payload')} // as: one of the values above
        mb={16}
      />
      {one === undefined || other === undefined ? (
        <p className={css.note}>There is no answer to compare {one === undefined ? 'with' : 'yet: send first'}.</p>
      ) : (
        <DiffView before={shown(of, one)} after={shown(of, other)} beforeLabel="Before" afterLabel="Now" />
      )}
    </Flyout>
  );
}

const shown = (of: 'answer' | 'payload', text: string) => (of === 'payload' ? formatJson(text) : text);
