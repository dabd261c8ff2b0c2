'use client';
import { Button, SegmentedControl } from '@mantine/core';
import dynamic from 'next/dynamic';
import { memo, type ReactNode, useState, useSyncExternalStore } from 'react';
import { SaveAsBlueprint } from '#components/blueprints/save-as-blueprint.tsx';
import { CopyAsMenu } from '#components/copy-as/copy-as-menu.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { FormProblems } from '#components/ui/form-problems.tsx';
import { LeaveGuard } from '#components/ui/leave-guard.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';
import { applyPatch } from '#lib/json/apply-patch.ts';
import { textOfBody } from './connector-draft.ts';
import css from './connector-editor.module.css';
import { DraftChecks } from './draft-checks.tsx';
import { labelOf } from './draft-places.ts';
import { maskedBody } from './draft-secrets.ts';
import { EditorProvider, MendProvider, type PlacedProblem } from './editor-context.tsx';
import { EditorForm } from './editor-form.tsx';
import { goToPlace } from './go-to-place.ts';
import { JsonView } from './json-view.tsx';
import { PreviewColumn } from './preview-column.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { CreateBar, SaveBar } from './save-bar.tsx';
import { type EditorStart, useConnectorEditor } from './use-connector-editor.ts';
import { useLatest } from './use-latest.ts';

const ReviewChanges = dynamic(() => import('#components/ui/review-changes.tsx').then((file) => file.ReviewChanges), { ssr: false });
const SaveConflict = dynamic(() => import('./save-conflict.tsx').then((file) => file.SaveConflict), { ssr: false });
const SaveInUse = dynamic(() => import('./save-in-use.tsx').then((file) => file.SaveInUse), { ssr: false });
const TestFlyout = dynamic(() => import('./test-flyout.tsx').then((file) => file.TestFlyout), { ssr: false });

type ConnectorEditorProps = EditorStart & {
  /** Above the form, beside the views: where the draft comes from. */
  origin?: ReactNode;
  /** False while another part of the page shows: its keys are not ours then. */
  isActive?: boolean;
};

/** The editor of a connector: a form or its JSON on the left, what it sends on the right. */
export function ConnectorEditor({ origin, isActive = true, ...start }: ConnectorEditorProps) {
  const state = useConnectorEditor(start);
  const { editor, draft, save, test, isDirty } = state;
  const [view, setView] = useState<View>('form');
  const isListening = useIsListening();
  const isNew = editor.stored === undefined;
  const submit = useLatest(() => void save.run());
  useShortcut('mod+s', isNew ? 'Create connector' : 'Save changes', submit, { enabled: isActive });
  useShortcut('mod+enter', 'Test draft', () => press('send'), { enabled: isActive });
  useShortcut('mod+shift+enter', 'Dry run', () => press('dry_run'), { enabled: isActive });
  const switchTo = (next: View) => {
    if (next === 'json') draft.showText();
    setView(next);
  };
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
            <CopyAsMenu connector={draft.currentBody} credentialKeys={state.storedKeys} />
          </div>
          <Notices state={state} onShowForm={() => switchTo('form')} />
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
              <PreviewPane live={draft.live} body={draft.settledBody} onRun={test.start} isRunning={test.isRunning} onFix={mend} />
            </PreviewColumn>
          </div>
          {isNew ? (
            <CreateBar isSaving={save.isPending} onCreate={submit}>
              {!editor.blueprint && <SaveAsBlueprint body={draft.currentBody} />}
            </CreateBar>
          ) : (
            isDirty && <StoredBar state={state} />
          )}
        </fieldset>
        <LeaveGuard isDirty={state.mayLose} />
        {test.wasOpened && <TestFlyout test={test} />}
        <Questions state={state} />
      </DraftChecks>
    </EditorProvider>
  );
}

const Form = memo(EditorForm);

type View = 'form' | 'json';
type State = { state: ReturnType<typeof useConnectorEditor> };

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

/** What must not be missed: a restored draft, a connector of somebody else, problems of the last save. */
function Notices({ state, onShowForm }: State & { onShowForm: () => void }) {
  const { restoredAt, discard, refusal, save, draft } = state;
  const reveal = (place: string) => {
    onShowForm();
    requestAnimationFrame(() => goToPlace(place));
  };
  return (
    <>
      {restoredAt !== undefined && (
        <Callout
          actions={
            <Button variant="default" onClick={discard}>
              Discard draft
            </Button>
          }
        >
          <p>
            Restored your draft from <ClockTime at={restoredAt} />. Enter secrets again: they are not kept.
          </p>
        </Callout>
      )}
      {refusal && (
        <Callout kind="warning" title="You can look at this connector but not change it">
          <p>{refusal}</p>
        </Callout>
      )}
      <FormProblems
        problems={save.problems.map(({ place, message }) => ({
          message: place === '' ? message : `${labelOf(place, draft.settled)}: ${message}`,
          ...(place !== '' && { field: 'field', reveal: () => reveal(place) }),
        }))}
      />
    </>
  );
}

/** What has to be decided before a save: somebody else saved meanwhile, or deployed models hold the connector. */
function Questions({ state: { save, editor, before, draft, storedKeys } }: State) {
  const wasInConflict = useWasEver(save.isInConflict);
  const wasHeld = useWasEver(save.isHeld);
  if (!editor.stored) return null;
  const shared = { onClose: save.clear, connectorId: editor.stored.connector_id };
  return (
    <>
      {wasInConflict && (
        <SaveConflict
          {...shared}
          opened={save.isInConflict}
          before={before}
          mine={draft.settledBody}
          storedKeys={storedKeys}
          onOverwrite={save.overwrite}
          onReload={save.takeOver}
        />
      )}
      {wasHeld && <SaveInUse {...shared} opened={save.isHeld} isPending={save.isPending} onRedeploy={save.redeploy} />}
    </>
  );
}

/** A dialog stays once it was wanted, so that it closes as it opened. */
function useWasEver(isWanted: boolean): boolean {
  const [was, setWas] = useState(isWanted);
  if (isWanted && !was) setWas(true);
  return was || isWanted;
}

/** Unsaved changes of a stored connector, and what they are. */
function StoredBar({ state }: State) {
  const { changes, save, refusal, discard, before, draft, storedKeys } = state;
  const [isReviewing, setReviewing] = useState<boolean>(); // undefined until it was ever opened
  const submit = () => void save.run();
  return (
    <>
      <SaveBar
        count={changes.length}
        isSaving={save.isPending}
        refusal={refusal}
        onSave={submit}
        onDiscard={discard}
        onReview={() => setReviewing(true)}
      />
      {isReviewing !== undefined && (
        <ReviewChanges
          opened={isReviewing}
          onClose={() => setReviewing(false)}
          before={textOfBody(maskedBody(before, storedKeys))}
          after={textOfBody(maskedBody(draft.settledBody, storedKeys))}
          onSave={submit}
        />
      )}
    </>
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
