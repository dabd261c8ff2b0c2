'use client';
import { Button } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { showFailure } from '#components/ui/toast.tsx';
import { useClipboard } from '#components/ui/use-clipboard.tsx';
import type { Prediction } from '#lib/client/predictions.ts';
import { shareRun } from '#lib/client/runs.ts';
import { isStudioError } from '#lib/errors.ts';
import { replyOf } from './answer.ts';
import { CompareRuns, sideOf } from './compare-runs.tsx';
import type { ExampleHome } from './save-as-example.tsx';
import { signatureRefusal } from './signature-refusal.ts';
import type { PlaygroundState } from './use-playground.ts';

const SaveAsExample = dynamic(() => import('./save-as-example.tsx'), { ssr: false });

type AnswerActionsProps = {
  state: PlaygroundState;
  isShareable: boolean;
  /** Where a run can become an example. */
  home: ExampleHome | undefined;
  onSignatures: () => void;
};

/** What can be made of an answer. */
export function AnswerActions({ state, isShareable, home, onSignatures }: AnswerActionsProps) {
  const { run, previous } = state;
  const prediction = run?.prediction;
  const example = prediction && exampleOf(state, prediction);
  if (!prediction) return null;
  return (
    <>
      {signatureRefusal(replyOf(prediction)) && (
        <Button variant="default" onClick={onSignatures}>
          Compare the signatures
        </Button>
      )}
      {home && example && <SaveAsExample home={home} {...example} />}
      {previous?.prediction && <CompareWithPrevious before={previous.prediction} after={prediction} />}
      {isShareable && prediction.run_id && <ShareButton runId={prediction.run_id} />}
    </>
  );
}

/** What an example is made of: an answer in JSON to the input on the screen. */
function exampleOf({ body, algorithm, run }: PlaygroundState, prediction: Prediction) {
  const reply = replyOf(prediction);
  if (prediction.outcome !== 'answered' || run?.body !== body || run.stream || !reply) return undefined;
  try {
    return { input: JSON.parse(body), recorded: JSON.parse(reply.body), algorithm };
  } catch {
    return undefined; // an answer that is no JSON
  }
}

/** Lets colleagues who may read the connector open this run, and copies the address of it. */
function ShareButton({ runId }: { runId: string }) {
  const { copy, refused } = useClipboard();
  const share = async () => {
    try {
      const { link } = await shareRun(runId);
      await copy(new URL(link, window.location.origin).href, 'Link copied. Whoever may read the connector can open it.');
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
      showFailure(thrown.message);
    }
  };
  return (
    <>
      <Button variant="default" leftSection={<IconShare size={16} aria-hidden />} onClick={() => void share()}>
        Share link
      </Button>
      {refused}
    </>
  );
}

function CompareWithPrevious({ before, after }: { before: Prediction; after: Prediction }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Compare with previous
      </Button>
      <CompareRuns
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="This run and the one before"
        before={sideOf(before)}
        after={sideOf(after)}
      />
    </>
  );
}
