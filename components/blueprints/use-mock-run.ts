'use client';
import { useRef, useState } from 'react';
import { outcomeWords, type TestRun } from '#components/connectors/use-test-draft.ts';
import { useAnnounce } from '#components/ui/announcer.tsx';
import type { Blueprint, BlueprintExample } from '#lib/blueprints/blueprint.ts';
import { predict } from '#lib/client/predictions.ts';
import { isStudioError } from '#lib/errors.ts';

type Target = Pick<Blueprint, 'id' | 'connector'>;
type Call = Pick<BlueprintExample, 'algorithm' | 'input'>;

/** One run of an example on the mock at a time. */
export function useMockRun({ id, connector }: Target, { algorithm = 'remote', input }: Call) {
  const announce = useAnnounce();
  const controller = useRef<AbortController>(undefined);
  const [isOpen, setOpen] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [run, setRun] = useState<TestRun>();
  const mode = 'mock';

  const start = async () => {
    if (isRunning) return;
    setRun({ mode });
    setOpen(true);
    setRunning(true);
    controller.current = new AbortController();
    const begun = performance.now();
    const target = JSON.stringify({ connector: { ...connector, blueprint_id: id } });
    const action_type = connector.actions[0]?.action_type.toUpperCase() ?? 'PREDICT';
    try {
      const prediction = await predict({ target, action_type, algorithm, body: JSON.stringify(input), mode }, controller.current.signal);
      const done = { mode, prediction, duration_ms: performance.now() - begun } as const;
      setRun(done);
      announce(outcomeWords(done), prediction.outcome === 'failed');
    } catch (thrown) {
      if (controller.current.signal.aborted) setOpen(false);
      else setRun({ mode, failure: isStudioError(thrown) ? thrown.message : 'Something failed that nobody foresaw.' });
    } finally {
      setRunning(false);
    }
  };
  return {
    isOpen,
    wasOpened: isOpen || run !== undefined,
    isRunning,
    run,
    start: () => void start(),
    cancel: () => controller.current?.abort(),
    close: () => setOpen(false),
  };
}
