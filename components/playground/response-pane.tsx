'use client';
import { Button, Loader } from '@mantine/core';
import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import type { StudioError } from '#lib/errors.ts';
import { costWords, type PricedNames } from '#lib/runs/cost.ts';
import { type Reply, replyOf, tokensOf, tokenWords } from './answer.ts';
import { type AnswerView, AnswerViews } from './answer-views.tsx';
import css from './response-pane.module.css';
import { LiveStream, streamWords } from './stream-view.tsx';
import { useCost } from './use-cost.ts';
import type { Run } from './use-playground.ts';
import type { Running } from './use-run.ts';

type ResponsePaneProps = {
  run: Run | undefined;
  /** Names by which a price may know what was called. */
  names: PricedNames;
  /** JSON of the input on the screen. */
  body: string;
  /** Another input than the one on the screen was answered. */
  isStale: boolean;
  running: Running | undefined;
  onCancel: () => void;
  failure: StudioError | undefined;
  /** What helps against `failure`. */
  remedy: ReactNode;
  view: AnswerView | undefined;
  onView: (view: AnswerView) => void;
  /** Under an answer: what can be made of it. */
  actions?: ReactNode;
};

export const responsePaneId = 'playground-response';

export function ResponsePane({ run, names, body, isStale, running, onCancel, failure, remedy, view, onView, actions }: ResponsePaneProps) {
  return (
    <Panel title="Response" id={responsePaneId}>
      <div aria-busy={running !== undefined} className={css.stack}>
        {running && <RunningLine running={running} onCancel={onCancel} />}
        {failure && (
          <Callout kind="danger" isAlert title="The run could not start" actions={remedy}>
            {failure.message}
          </Callout>
        )}
        {running?.log ? (
          <>
            {running.body !== body && <p className={css.note}>This answer is for an earlier input.</p>}
            <LiveStream log={running.log} />
          </>
        ) : run ? (
          <Answer run={run} names={names} isStale={isStale} view={view} onView={onView} actions={actions} />
        ) : (
          !running && !failure && <p className={css.note}>The answer will stand here.</p>
        )}
      </div>
    </Panel>
  );
}

function RunningLine({ running: { since, isWaiting = false }, onCancel }: { running: Running; onCancel: () => void }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const [isSure, setSure] = useState(false);
  const announce = useAnnounce();
  useShortcut('esc', 'Cancel the running call, pressed twice', () => {
    if (isSure) return onCancel();
    setSure(true);
    announce('Press Esc again to cancel');
  });
  return (
    <p className={css.running}>
      <Loader size={16} aria-hidden />{' '}
      {isWaiting ? 'You are offline. It is sent once you are back.' : `${(Math.max(0, now - since) / 1000).toFixed(1)} s`}
      <Button variant="default" size="compact-sm" onClick={onCancel}>
        Cancel
      </Button>
      {isSure && <span className={css.note}>Press Esc again to cancel.</span>}
    </p>
  );
}

type AnswerProps = Pick<ResponsePaneProps, 'names' | 'isStale' | 'view' | 'onView' | 'actions'> & { run: Run };

function Answer({ run, names, isStale, view, onView, actions }: AnswerProps) {
  const { prediction, stream } = run;
  const reply = prediction && replyOf(prediction);
  return (
    <>
      <StatusLine run={run} reply={reply} names={names} />
      {stream && stream.pieces.length > 0 && <p className={css.note}>{streamWords(stream)}</p>}
      {isStale && <p className={css.note}>This answer is for an earlier input.</p>}
      {prediction?.outcome === 'dry_run' ? (
        <p className={css.note}>Every step before Send went well; nothing was sent.</p>
      ) : (
        <AnswerViews prediction={prediction} reply={reply} stream={stream} view={view} onView={onView} />
      )}
      {actions && prediction && <div className={css.actions}>{actions}</div>}
    </>
  );
}

const outcomes = { answered: 'Answered', failed: 'Failed', dry_run: 'Dry run', cancelled: 'Cancelled' };
const icons = { answered: IconCircleCheck, dry_run: IconCircleCheck, failed: IconCircleX, cancelled: IconCircleMinus };

type StatusLineProps = { run: Run; reply: Reply | undefined; names: PricedNames };

/** Outcome, status, time, size, tokens and cost in one line. */
export function StatusLine({ run, reply, names }: StatusLineProps) {
  const { prediction, duration_ms } = run;
  const cost = useCost(names)(run);
  const outcome = prediction?.outcome ?? 'cancelled';
  const Icon = icons[outcome];
  const tokens = prediction && tokensOf(prediction, reply);
  return (
    <p className={css.status} data-outcome={outcome}>
      <Icon size={16} aria-hidden />
      {[
        outcomes[outcome],
        prediction?.status,
        `${Math.round(duration_ms).toLocaleString('en')} ms`,
        reply && `${new Blob([reply.body]).size.toLocaleString('en')} bytes`,
        tokens && tokenWords(tokens),
        cost && costWords(cost),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}
