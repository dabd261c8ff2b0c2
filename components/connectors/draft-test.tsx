'use client';
import { draftCures, fillInDraft } from './draft-cures.ts';
import { knownAddress } from './draft-preview.ts';
import { type Editor, useEditor } from './editor-context.tsx';
import { type Cures, TestFlyout } from './test-flyout.tsx';
import type { useTestDraft } from './use-test-draft.ts';

/** A run of the draft. What helps against its failure is done in the form, for which the flyout makes way. */
export function DraftTest({ test }: { test: ReturnType<typeof useTestDraft> }) {
  const editor = useEditor();
  const { run } = test;
  const closing =
    <Asked extends unknown[]>(cure: (...asked: Asked) => void) =>
    (...asked: Asked) => {
      test.close();
      cure(...asked);
    };
  const cures: Cures | undefined = run && {
    context: { host: hostOf(editor, run.action) },
    handlers: Object.fromEntries(Object.entries(draftCures(editor, run.action)).map(([name, cure]) => [name, closing(cure)])),
    onFill: closing((parameter: string) => fillInDraft(editor, parameter)),
    onSendAgain: () => test.start(run.mode, run.action, run.sample),
    onTryMock: () => test.start('mock', run.action, run.sample),
  };
  return <TestFlyout test={test} cures={cures} />;
}

function hostOf({ settled }: Pick<Editor, 'settled'>, index: number): string | undefined {
  const action = settled.actions[index];
  const url = action && knownAddress(settled, action);
  return url === undefined || !URL.canParse(url) ? undefined : new URL(url).host;
}
