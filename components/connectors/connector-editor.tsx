'use client';
import { SegmentedControl } from '@mantine/core';
import dynamic from 'next/dynamic';
import { memo, useState, useSyncExternalStore } from 'react';
import { SaveAsBlueprint } from '#components/blueprints/save-as-blueprint.tsx';
import { CopyAsMenu } from '#components/copy-as/copy-as-menu.tsx';
import { PasteButton } from '#components/paste/paste-button.tsx';
import { LeaveGuard } from '#components/ui/leave-guard.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { applyPatch } from '#lib/json/apply-patch.ts';
import css from './connector-editor.module.css';
import { CureFromAddress } from './cure-from-address.tsx';
import { DraftChecks } from './draft-checks.tsx';
import { EditorProvider, MendProvider, type PlacedProblem } from './editor-context.tsx';
import { EditorForm } from './editor-form.tsx';
import { EditorNotices } from './editor-notices.tsx';
import { JsonView } from './json-view.tsx';
import { PreviewColumn } from './preview-column.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { CreateBar, SaveBar } from './save-bar.tsx';
import { SaveQuestions } from './save-questions.tsx';
import { type EditorStart, useConnectorEditor } from './use-connector-editor.ts';
import { useLatest } from './use-latest.ts';

const DraftTest = dynamic(() => import('./draft-test.tsx').then((file) => file.DraftTest), { ssr: false });

type ConnectorEditorProps = EditorStart & {
  /** False while another part of the page shows: its keys are not ours then. */
  isActive?: boolean;
};

/** The editor of a connector: a form or its JSON on the left, what it sends on the right. */
export function ConnectorEditor({ isActive = true, ...start }: ConnectorEditorProps) {
  const state = useConnectorEditor(start);
  const { editor, draft, save, test, isDirty, origin } = state;
  const [view, setView] = useState<View>('form');
  const isListening = useIsListening();
  const isNew = editor.stored === undefined;
  const submit = useLatest(() => void save.run());
  useShortcut('mod+s', isNew ? 'Create connector' : 'Save changes', submit, { enabled: isActive });
  useShortcut('mod+enter', 'Test draft', () => press('send'), { enabled: isActive });
  useShortcut('mod+shift+enter', 'Dry run', () => press('dry_run'), { enabled: isActive });
  const switchTo = (next: View) => {
    if (next === 'json') draft.showText();
    else draft.settleText();
    setView(next);
  };
  const run = useLatest(test.start);
  const goToJson = useLatest(() => switchTo('json'));
  const mend = useLatest(({ fix }: PlacedProblem) => fix && draft.replace(applyPatch(draft.currentBody(), fix.patch)));
  return (
    <EditorProvider value={editor}>
      <DraftChecks draft={draft} id={start.stored?.connector_id}>
        {/* What is typed before the page listens would be lost, so until then it cannot be typed. */}
        <fieldset className={css.editor} disabled={!isListening} aria-busy={!isListening} aria-label="Connector editor">
          <div className={css.tools}>
            {origin && <div className={css.origin}>{origin}</div>}
            <ViewSwitch view={view} onSwitch={switchTo} />
            {!state.refusal && <PasteButton into={state.pasteTarget} />}
            <CopyAsMenu connector={draft.currentBody} credentialKeys={state.storedKeys} />
          </div>
          <EditorNotices state={state} onShowForm={() => switchTo('form')} />
          <div className={css.columns}>
            <div className={css.left}>
              {view === 'json' ? (
                <JsonView text={draft.text ?? ''} onChange={draft.writeText} broken={draft.broken} />
              ) : (
                <MendProvider value={mend}>
                  <Form brokenLine={draft.broken?.line} onGoToJson={goToJson} onSubmit={submit} />
                </MendProvider>
              )}
            </div>
            <PreviewColumn>
              <Preview
                live={draft.live}
                body={draft.settledBody}
                onRun={run}
                isRunning={test.isRunning}
                onFix={mend}
                example={state.example}
              />
            </PreviewColumn>
          </div>
          {isNew ? (
            <CreateBar isSaving={save.isPending} onCreate={submit}>
              {!editor.blueprint && <SaveAsBlueprint body={draft.currentBody} />}
            </CreateBar>
          ) : (
            isDirty && <SaveBar state={state} />
          )}
        </fieldset>
        <CureFromAddress isActive={isActive && isListening} />
        <LeaveGuard isDirty={state.mayLose} />
        {test.wasOpened && <DraftTest test={test} />}
        <SaveQuestions state={state} />
      </DraftChecks>
    </EditorProvider>
  );
}

const Form = memo(EditorForm);
const Preview = memo(PreviewPane);

type View = 'form' | 'json';

function ViewSwitch({ view, onSwitch }: { view: View; onSwitch: (view: View) => void }) {
  return (
    <SegmentedControl
      aria-label="View"
      className={css.views}
      data={[
        { value: 'form', label: 'Form' },
        { value: 'json', label: 'JSON' },
      ]}
      value={view}
      onChange={(next) => onSwitch(next === 'json' ? 'json' : 'form')}
    />
  );
}

const never = () => () => {};

/** False in the server's paint, until React has taken the page over. */
const useIsListening = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** Presses the button of the preview, which knows action and sample. */
function press(mode: 'send' | 'dry_run') {
  document.querySelector<HTMLButtonElement>(`[data-run="${mode}"]`)?.click();
}
