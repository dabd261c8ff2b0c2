'use client';
import { Button, Loader, Tabs } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import type { Prediction } from '#lib/client/predictions.ts';
import { answerText, downloadText, replyOf } from './answer.ts';
import css from './response-pane.module.css';
import type { Run } from './use-playground.ts';

type ResponsePaneProps = {
  run: Run | undefined;
  /** Another input than the one on the screen was answered. */
  isStale: boolean;
  /** Time at which the running call began, in milliseconds of `performance.now`. */
  runningSince: number | undefined;
  onCancel: () => void;
  failure: string | undefined;
};

/** Characters of an answer that are shown; the rest is a download. */
const shownCharacters = 200_000;

export function ResponsePane({ run, isStale, runningSince, onCancel, failure }: ResponsePaneProps) {
  return (
    <Panel title="Response" id="playground-response">
      <div aria-busy={runningSince !== undefined} className={css.stack}>
        {runningSince !== undefined && <Running since={runningSince} onCancel={onCancel} />}
        {failure && (
          <Callout kind="danger" isAlert title="The run could not start">
            {failure}
          </Callout>
        )}
        {run ? (
          <Answer run={run} isStale={isStale} />
        ) : (
          runningSince === undefined && !failure && <p className={css.note}>The answer will stand here.</p>
        )}
      </div>
    </Panel>
  );
}

function Running({ since, onCancel }: { since: number; onCancel: () => void }) {
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
      <Loader size={16} aria-hidden /> {((now - since) / 1000).toFixed(1)} s
      <Button variant="default" size="compact-sm" onClick={onCancel}>
        Cancel
      </Button>
      {isSure && <span className={css.note}>Press Esc again to cancel.</span>}
    </p>
  );
}

const outcomes = { answered: 'Answered', failed: 'Failed', dry_run: 'Dry run', cancelled: 'Cancelled' };

function Answer({ run: { prediction, duration_ms }, isStale }: { run: Run; isStale: boolean }) {
  const reply = replyOf(prediction);
  const isGood = prediction.outcome === 'answered' || prediction.outcome === 'dry_run';
  const Icon = isGood ? IconCircleCheck : IconCircleX;
  const tokens = prediction.usage?.total;
  return (
    <>
      <p className={css.status} data-good={isGood}>
        <Icon size={16} aria-hidden />
        {[
          outcomes[prediction.outcome],
          prediction.status,
          `${Math.round(duration_ms).toLocaleString('en')} ms`,
          reply && `${new Blob([reply.body]).size.toLocaleString('en')} bytes`,
          tokens !== undefined && `${tokens} tokens`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {isStale && <p className={css.note}>This answer is for an earlier input.</p>}
      {prediction.outcome === 'dry_run' ? (
        <p className={css.note}>Every step before Send went well; nothing was sent.</p>
      ) : (
        <Views prediction={prediction} reply={reply} />
      )}
    </>
  );
}

function Views({ prediction, reply }: { prediction: Prediction; reply: ReturnType<typeof replyOf> }) {
  const text = answerText(prediction.response);
  return (
    <Tabs defaultValue="result" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="result">Result</Tabs.Tab>
        {text !== undefined && <Tabs.Tab value="text">Text</Tabs.Tab>}
        {reply && <Tabs.Tab value="raw">Raw</Tabs.Tab>}
        {reply && <Tabs.Tab value="headers">Headers</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="result" pt={12}>
        <JsonTree value={prediction.response} depth={12} />
        <div className={css.actions}>
          <CopyButton variant="subtle" text={() => JSON.stringify(prediction.response, null, 2)} label="Copy result" />
        </div>
      </Tabs.Panel>
      {text !== undefined && (
        <Tabs.Panel value="text" pt={12}>
          <Long text={text} name={prediction.run_id} isProse />
        </Tabs.Panel>
      )}
      {reply && (
        <Tabs.Panel value="raw" pt={12}>
          <Long text={reply.body} name={prediction.run_id} />
        </Tabs.Panel>
      )}
      {reply && (
        <Tabs.Panel value="headers" pt={12}>
          <Long
            text={[`${reply.status}`, ...Object.entries(reply.headers).map(([name, value]) => `${name}: ${value}`)].join('\n')}
            name={prediction.run_id}
          />
        </Tabs.Panel>
      )}
    </Tabs>
  );
}

function Long({ text, name, isProse = false }: { text: string; name: string; isProse?: boolean }) {
  const isCut = text.length > shownCharacters;
  return (
    <>
      <TextBlock text={isCut ? text.slice(0, shownCharacters) : text} isProse={isProse} />
      <div className={css.actions}>
        <CopyButton variant="subtle" text={text} label="Copy" />
        {isCut && (
          <Button variant="subtle" onClick={() => downloadText(`answer-${name}.txt`, text)}>
            Download all {text.length.toLocaleString('en')} characters
          </Button>
        )}
      </div>
    </>
  );
}
