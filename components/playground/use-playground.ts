'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useRunScript } from '#components/connectors/use-run-script.ts';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import type { Prediction, PredictionMode, Scenario } from '#lib/client/predictions.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import type { Reopened } from './kept-run.ts';
import {
  type Definition,
  initialInput,
  inputOfExample,
  mayStream,
  type PlaygroundInput,
  predictBody,
  previewOf,
  withInterface,
} from './playground-input.ts';
import type { StreamView } from './stream-log.ts';

/** Milliseconds after the last key until the preview follows (ui.md §12). */
const previewDelay = 150;

export type Destination = 'service' | 'mock';

/** What a call came to, and the input that it was for: the form may have moved on. */
export type Run = {
  /** Absent for a call that was cancelled. */
  prediction?: Prediction;
  mode: PredictionMode;
  body: string;
  duration_ms: number;
  /** What came of an answer in pieces. */
  stream?: StreamView;
};

type Runs = { run: Run | undefined; previous: Run | undefined };

/** All that a person sets on the page, and what follows from it. */
export function usePlayground(definition: Definition, startOn: Destination, example: ExampleInput | undefined, opened?: Reopened) {
  const types = [...new Set(definition.actions?.map(({ action_type }) => action_type))];
  const [actionType, setActionType] = useState<string>(opened?.actionType ?? types[0] ?? 'PREDICT');
  const action = findAction(definition.actions, actionType);
  const fresh = () => (example ? inputOfExample(example) : initialInput(action));
  const [input, setInput] = useState<PlaygroundInput>(() => opened?.input ?? fresh());
  const [destination, setDestination] = useState<Destination>(startOn === 'mock' ? 'mock' : (opened?.destination ?? startOn));
  const [scenario, setScenario] = useState<Scenario>(opened?.scenario ?? 'good');
  const [{ run, previous }, setRuns] = useState<Runs>({ run: opened?.run, previous: undefined });
  const setRun = (next: Run) => setRuns((before) => ({ run: next, previous: before.run?.prediction ? before.run : before.previous }));
  const [wantsStream, setWantsStream] = useState(opened?.isStreaming ?? false);

  const sent = predictBody(input, definition, action);
  const [settled] = useDebouncedValue(sent.body, previewDelay);
  const scripts = useRunScript();
  const canStream = mayStream(definition, action, sent.algorithm);
  const isStreaming = wantsStream && canStream;
  const preview = useMemo(
    () => previewOf(definition, actionType, { body: settled, algorithm: sent.algorithm, isStreaming }, scripts),
    [definition, actionType, settled, sent.algorithm, isStreaming, scripts],
  );
  return {
    types,
    actionType,
    setActionType,
    action,
    input,
    setInput,
    reset: () => setInput(fresh()),
    destination,
    setDestination,
    scenario,
    setScenario,
    run,
    setRun,
    /** The run before, to compare with. */
    previous,
    /** Something is typed that was not sent. */
    isDraft: sent.body !== run?.body && sent.body !== predictBody(fresh(), definition, action).body,
    /** Shows a kept run in place of what is there. */
    reopen: (kept: Reopened) => {
      if (kept.input) setInput(kept.input);
      setActionType(kept.actionType);
      setDestination(startOn === 'mock' ? 'mock' : kept.destination);
      setScenario(kept.scenario);
      setWantsStream(kept.isStreaming);
      setRun(kept.run);
    },
    canStream,
    isStreaming,
    setStreaming: (wanted: boolean) => {
      setWantsStream(wanted);
      if (wanted) setInput(withInterface(input, definition));
    },
    ...sent,
    /** As `body`, once the typing has paused. */
    settled,
    preview,
  };
}

export type PlaygroundState = ReturnType<typeof usePlayground>;
