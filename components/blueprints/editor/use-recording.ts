'use client';
import { useRef, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import type { BlueprintExample } from '#lib/blueprints/blueprint.ts';
import { type RecordRequest, recordExample } from '#lib/client/blueprints.ts';
import { isStudioError } from '#lib/errors.ts';
import { type EditedExample, editedExample } from './blueprint-draft.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

/** What the last run of an example came to. */
export type MockVerdict =
  | { kind: 'taken'; words: string }
  | { kind: 'same' }
  | { kind: 'other'; expected: string }
  | { kind: 'failed'; words: string; response?: unknown };

type Secrets = Pick<RecordRequest, 'answers' | 'connector_id'>;

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Runs one example, on the mock or on the service, and takes over what came of it. */
export function useRecording(
  state: BlueprintEditorState,
  example: EditedExample,
  index: number,
  onChange: (changes: Partial<EditedExample>) => void,
) {
  const announce = useAnnounce();
  const [verdict, setVerdict] = useState<MockVerdict>();
  const [isRunning, setRunning] = useState<RecordRequest['mode']>();
  const controller = useRef<AbortController>(undefined);
  const tell = (next: MockVerdict) => {
    setVerdict(next);
    const words = next.kind === 'taken' || next.kind === 'failed' ? next.words : next.kind === 'same' ? 'As expected' : 'Not as expected';
    announce(words, next.kind === 'failed');
  };

  const record = async (mode: RecordRequest['mode'], more: Secrets & { recorded?: unknown }): Promise<BlueprintExample | undefined> => {
    const now = state.current().blueprint;
    const made = now.examples[index];
    if (isRunning || !made) return undefined;
    const broken = brokenMember(example);
    if (broken) {
      tell({ kind: 'failed', words: `${broken} is no JSON.` });
      return undefined;
    }
    setVerdict(undefined);
    setRunning(mode);
    controller.current = new AbortController();
    try {
      // An example without an answer yet is none to answer with.
      const blueprint = { ...now, examples: now.examples.filter(({ recorded }) => recorded !== null) };
      const named = example.title ? { title: example.title } : {};
      const asked = { blueprint, input: made.input, algorithm: example.algorithm, mode, ...named, ...more };
      const recording = await recordExample(asked, controller.current.signal);
      if (recording.outcome === 'answered') {
        const cut = recording.shortened > 0 && `${counted(recording.shortened, 'list of numbers is', 'lists of numbers are')} cut short`;
        const masked = recording.masked > 0 && `${counted(recording.masked, 'secret is', 'secrets are')} taken out`;
        tell({ kind: 'taken', words: ['Recorded', cut, masked].filter(Boolean).join(', ').replace(/$/, '.') });
        return recording.example;
      }
      const where = recording.failed_step ? ` at ${recording.failed_step.replaceAll('_', '-')}` : '';
      tell({ kind: 'failed', words: `It failed${where} with ${recording.status}.`, response: recording.response });
    } catch (thrown) {
      if (controller.current.signal.aborted) return undefined;
      tell({ kind: 'failed', words: isStudioError(thrown) ? thrown.message : 'Something failed that nobody foresaw.' });
    } finally {
      setRunning(undefined);
    }
    return undefined;
  };

  return {
    verdict,
    isRunning,
    clear: () => setVerdict(undefined),
    cancel: () => controller.current?.abort(),
    /** Fills what is expected, or says whether it is what comes. */
    runOnMock: async () => {
      const recorded = state.current().blueprint.examples[index]?.recorded;
      const isGiven = example.recorded.trim() !== '';
      const made = await record('mock', isGiven ? { recorded } : {});
      if (!made) return;
      const next = editedExample(made, example.uid);
      if (!isGiven || example.expected.trim() === '') {
        onChange({ expected: next.expected, ...(!isGiven && { recorded: next.recorded }) });
        return;
      }
      tell(isSameText(next.expected, example.expected) ? { kind: 'same' } : { kind: 'other', expected: next.expected });
    },
    /** @returns whether the service answered */
    recordFromService: async (secrets: Secrets): Promise<boolean> => {
      const made = await record('send', secrets);
      if (made) onChange({ ...editedExample(made, example.uid), title: example.title });
      return made !== undefined;
    },
  };
}

export type RecordingState = ReturnType<typeof useRecording>;

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.trim() === '';
  }
};

function brokenMember({ input, recorded }: EditedExample): string | undefined {
  if (!isJson(input)) return 'The input';
  return isJson(recorded) ? undefined : 'The recorded answer';
}

/** The same value, however it is spaced; members in any order. */
function isSameText(one: string, other: string): boolean {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value)
      .map(([name, member]) => [name, sorted(member)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  };
  try {
    return JSON.stringify(sorted(JSON.parse(one))) === JSON.stringify(sorted(JSON.parse(other)));
  } catch {
    return false;
  }
}
