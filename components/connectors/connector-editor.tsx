'use client';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import { useSession } from '#components/shell/session.tsx';
import { BottomBar, changesSummary } from '#components/ui/bottom-bar.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { FormProblems } from '#components/ui/form-problems.tsx';
import { useKeptDraft } from '#components/ui/kept-draft.ts';
import { LeaveGuard } from '#components/ui/leave-guard.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';
import type { Problem } from '#lib/client/connectors.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { AccessSection } from './access-section.tsx';
import { ActionsSection } from './actions-section.tsx';
import { applyPatch } from './apply-patch.ts';
import { BasicsSection } from './basics-section.tsx';
import { ClientSettingsSection } from './client-settings-section.tsx';
import { changesBetween } from './connector-changes.ts';
import type { ConnectorDraft } from './connector-draft.ts';
import css from './connector-editor.module.css';
import { CredentialSection } from './credential-section.tsx';
import { labelOf, placeOf } from './draft-places.ts';
import { redactedBody, withoutSecrets } from './draft-secrets.ts';
import { type Editor, EditorProvider, type PlacedProblem, type StoredConnector, type UsedBlueprint } from './editor-context.tsx';
import { goToPlace } from './go-to-place.ts';
import { JsonView } from './json-view.tsx';
import { ParametersSection } from './parameters-section.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { checkQuery } from './queries.ts';
import { SaveRefusal } from './save-refusal.tsx';
import { bodyOfInitial, untouched, useDraftForm } from './use-draft-form.ts';
import { useSave } from './use-save.ts';
import { useTestDraft } from './use-test-draft.ts';

const ReviewFlyout = dynamic(() => import('./review-flyout.tsx').then((file) => file.ReviewFlyout), { ssr: false });
const TestFlyout = dynamic(() => import('./test-flyout.tsx').then((file) => file.TestFlyout), { ssr: false });

type ConnectorEditorProps = {
  /** JSON text of the body to begin with: of a blueprint, a copy, a stored connector. */
  initial: string;
  stored?: StoredConnector | undefined;
  blueprint?: UsedBlueprint | undefined;
  /** Above the form, beside the views: where the draft comes from. */
  origin?: ReactNode;
  /** False while another part of the page shows: its keys are not ours then. */
  isActive?: boolean;
};

/** The editor of a connector: a form or its JSON on the left, what it sends on the right. */
export function ConnectorEditor({ initial, stored, blueprint, origin, isActive = true }: ConnectorEditorProps) {
  const storedKeys = useMemo(() => stored?.credential_keys.map(({ name }) => name) ?? [], [stored]);
  const [base, setBase] = useState(() => ({ stored, body: bodyOfInitial(initial) }));
  const draft = useDraftForm(initial, { isUpdate: stored !== undefined, storedKeys });
  const [view, setView] = useState<'form' | 'json'>('form');
  const [activeAction, setActiveAction] = useState(0);
  const [isDone, setDone] = useState(false);
  const [isReviewing, setReview] = useState<boolean>(); // undefined until it was ever opened
  const changes = useMemo(() => changesBetween(untouched(base.body), draft.settledBody), [base, draft.settledBody]);
  const { user } = useSession();
  const isListening = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const isDirty = changes.length > 0 && !isDone;
  const kept = useKeptDraft(
    `${user.id} connector ${stored?.connector_id ?? `new ${blueprint?.id ?? ''}`}`,
    isDirty ? writeJson(withoutSecrets(draft.settledBody)) : undefined,
    (text) => draft.replace(bodyOfInitial(text)),
  );

  const checked = useQuery(checkQuery(draft.broken ? undefined : writeJson(redactedBody(draft.settledBody)), stored?.connector_id));
  const problems = useMemo(
    () => (checked.data?.problems ?? []).map((problem) => placed(problem, draft.settled)),
    [checked.data, draft.settled],
  );
  const save = useSave({ draft, base, blueprint: blueprint?.id, onSaved: setBase, onDone: () => setDone(true) });
  const test = useTestDraft(draft, { stored: stored?.connector_id, blueprint: blueprint?.id });
  useShortcut('mod+s', stored ? 'Save changes' : 'Create connector', () => void save.run(), { enabled: isActive });
  useShortcut('mod+enter', 'Test draft', () => press('send'), { enabled: isActive });
  useShortcut('mod+shift+enter', 'Dry run', () => press('dry_run'), { enabled: isActive });

  const refusal = stored && stored.can.update !== true ? stored.can.update : undefined;
  const editor: Editor = {
    form: draft.form,
    source: draft.source,
    settled: draft.settled,
    problems,
    stored: base.stored,
    blueprint,
    isReadOnly: draft.broken !== undefined || refusal !== undefined,
    activeAction,
    setActiveAction,
  };
  const discard = () => {
    draft.replace(base.body);
    kept.forget();
    save.clear();
  };
  const switchTo = (next: string) => {
    if (next === 'json') draft.showText();
    setView(next === 'json' ? 'json' : 'form');
  };

  return (
    <EditorProvider value={editor}>
      {/* What is typed before the page listens would be lost, so until then it cannot be typed. */}
      <fieldset className={css.editor} disabled={!isListening} aria-busy={!isListening} aria-label="Connector editor">
        <div className={css.tools}>
          {origin && <div className={css.origin}>{origin}</div>}
          <SegmentedControl
            aria-label="View"
            className={css.views}
            data={[
              { value: 'form', label: 'Form' },
              { value: 'json', label: 'JSON' },
            ]}
            value={view}
            onChange={switchTo}
          />
        </div>
        {kept.restoredAt !== undefined && (
          <Callout
            actions={
              <Button variant="default" onClick={discard}>
                Discard draft
              </Button>
            }
          >
            <p>
              Restored your draft from <ClockTime at={kept.restoredAt} />. Enter secrets again: they are not kept.
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
            ...(place !== '' && { field: 'field', reveal: () => showPlace(place, () => switchTo('form')) }),
          }))}
        />
        <SaveRefusal error={save.error} stored={base.stored} onOverwrite={save.overwrite} />
        <div className={css.columns}>
          <div className={css.left}>
            {view === 'json' ? (
              <JsonView text={draft.text ?? ''} onChange={draft.writeText} broken={draft.broken} />
            ) : (
              <Form brokenLine={draft.broken?.line} onGoToJson={() => switchTo('json')} onSubmit={() => void save.run()} />
            )}
          </div>
          <PreviewColumn>
            <PreviewPane
              body={draft.settledBody}
              onRun={test.start}
              isRunning={test.isRunning}
              onFix={({ fix }) => fix && draft.replace(applyPatch(draft.currentBody(), fix.patch))}
            />
          </PreviewColumn>
        </div>
        {stored ? (
          isDirty && (
            <SaveBar
              count={changes.length}
              isSaving={save.isPending}
              refusal={refusal}
              onSave={() => void save.run()}
              onDiscard={discard}
              onReview={() => setReview(true)}
            />
          )
        ) : (
          <section className={css.footer} aria-label="Create connector">
            <LinkButton href="/connectors" variant="subtle">
              Cancel
            </LinkButton>
            <Button onClick={() => void save.run()} loading={save.isPending}>
              Create connector
            </Button>
          </section>
        )}
      </fieldset>
      <LeaveGuard isDirty={isDirty} />
      {isReviewing !== undefined && (
        <ReviewFlyout
          opened={isReviewing}
          onClose={() => setReview(false)}
          before={untouched(base.body)}
          after={draft.settledBody}
          storedKeys={storedKeys}
          onSave={() => void save.run()}
        />
      )}
      {test.wasOpened && <TestFlyout test={test} />}
    </EditorProvider>
  );
}

/** What the server says of an address that nobody typed is more than one wants to know. */
function placed(problem: Problem, draft: ConnectorDraft): PlacedProblem {
  const place = placeOf(problem.path, draft);
  const [, index] = /^actions\.(\d+)\.url$/.exec(place) ?? [];
  const isEmpty = index !== undefined && draft.actions[Number(index)]?.url === '';
  return { ...problem, place, ...(isEmpty && { message: 'Fill this in.' }) };
}

const never = () => () => {};

/** Presses the button of the preview, which knows action and sample. */
function press(mode: 'send' | 'dry_run') {
  document.querySelector<HTMLButtonElement>(`[data-run="${mode}"]`)?.click();
}

function showPlace(place: string, showForm: () => void) {
  showForm();
  requestAnimationFrame(() => goToPlace(place));
}

type FormProps = { brokenLine: number | undefined; onGoToJson: () => void; onSubmit: () => void };

function Form({ brokenLine, onGoToJson, onSubmit }: FormProps) {
  return (
    <form
      className={css.form}
      aria-label="Connector"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {brokenLine !== undefined && (
        <div className={css.broken}>
          <Callout
            kind="warning"
            title={`Fix line ${brokenLine} in the JSON view`}
            actions={
              <Button variant="default" onClick={onGoToJson}>
                Go to the JSON view
              </Button>
            }
          >
            <p>Until then the form shows the last values that could be read.</p>
          </Callout>
        </div>
      )}
      <BasicsSection />
      <CredentialSection />
      <ParametersSection />
      <ActionsSection />
      <ClientSettingsSection />
      <AccessSection />
    </form>
  );
}

/** Beside the form on wide screens, where it stays in view; below it behind a button on others. */
function PreviewColumn({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css.right} data-open={isOpen}>
      <Button variant="default" className={css.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} fullWidth>
        {isOpen ? 'Hide preview' : 'Show preview'}
      </Button>
      <div className={css.preview}>{children}</div>
    </div>
  );
}

type SaveBarProps = {
  count: number;
  isSaving: boolean;
  refusal: string | undefined;
  onSave: () => void;
  onDiscard: () => void;
  onReview: () => void;
};

/** Discarding more than one change asks first. */
function SaveBar({ count, isSaving, refusal, onSave, onDiscard, onReview }: SaveBarProps) {
  const [isAsking, setAsking] = useState(false);
  const discard = () => {
    setAsking(false);
    onDiscard();
  };
  return (
    <>
      <BottomBar
        summary={changesSummary(count)}
        onDiscard={() => (count > 1 ? setAsking(true) : discard())}
        onReview={onReview}
        onSave={onSave}
        isSaving={isSaving}
        {...(refusal && { refusal })}
      />
      <ConfirmModal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`Discard ${count} changes?`}
        confirmLabel="Discard changes"
        isDangerous
        onConfirm={discard}
      >
        <p>The form goes back to what is stored.</p>
      </ConfirmModal>
    </>
  );
}
