'use client';
import { Button, SegmentedControl } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { ActionsSection } from '#components/connectors/actions-section.tsx';
import { ClientSettingsSection } from '#components/connectors/client-settings-section.tsx';
import { EditorProvider, MendProvider, ProblemsProvider } from '#components/connectors/editor-context.tsx';
import { ParametersSection } from '#components/connectors/parameters-section.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { LeaveGuard } from '#components/ui/leave-guard.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';
import { AboutSection } from './about-section.tsx';
import css from './blueprint-editor.module.css';
import { CheckList } from './check-list.tsx';
import { CredentialNames } from './credential-names.tsx';
import { EditorBar } from './editor-bar.tsx';
import { ExamplesSection } from './examples-section.tsx';
import { FormPreview } from './form-preview.tsx';
import { MoreSection } from './more-section.tsx';
import { QuestionsPanel } from './questions-panel.tsx';
import { type BlueprintEditorStart, type BlueprintEditorState, useBlueprintEditor } from './use-blueprint-editor.ts';
import { useProblemKeys } from './use-problem-keys.ts';

const BlueprintJson = dynamic(() => import('./blueprint-json.tsx').then((file) => file.BlueprintJson), {
  ssr: false,
  loading: () => <BoxSkeleton height={480} label="Loading the editor" />,
});
const BlueprintConflict = dynamic(() => import('./blueprint-conflict.tsx').then((file) => file.BlueprintConflict), { ssr: false });

type BlueprintEditorProps = BlueprintEditorStart & {
  /** Above the form, beside the views: where the draft comes from. */
  origin?: ReactNode;
};

/** The editor of a blueprint: what it is and its connector on the left, what it asks, looks like and lacks on the right. */
export function BlueprintEditor({ origin, ...start }: BlueprintEditorProps) {
  const state = useBlueprintEditor(start);
  const [view, setView] = useState<'form' | 'json'>('form');
  const isListening = useIsListening();
  const { editor, save, isDirty } = state;
  useShortcut('mod+s', 'Save draft', () => void save.run());
  useShortcut('mod+enter', 'Run the first open example on the mock', runOnMock);
  useProblemKeys(state, () => setView('form'));
  return (
    <EditorProvider value={editor}>
      <ProblemsProvider value={state.placed}>
        {/* What is typed before the page listens would be lost, so until then it cannot be typed. */}
        <fieldset className={css.editor} disabled={!isListening} aria-busy={!isListening} aria-label="Blueprint editor">
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
              onChange={(next) => setView(next === 'json' ? 'json' : 'form')}
            />
          </div>
          <Notices state={state} />
          <div className={css.columns}>
            <div className={css.left}>
              <MendProvider value={state.repair}>
                {view === 'json' ? <BlueprintJson state={state} /> : <BlueprintForm state={state} />}
              </MendProvider>
            </div>
            <div className={css.right}>
              <QuestionsPanel state={state} />
              <FormPreview state={state} />
              <CheckList state={state} onGo={() => setView('form')} />
            </div>
          </div>
          <EditorBar state={state} onShowForm={() => setView('form')} />
        </fieldset>
        <LeaveGuard isDirty={isDirty} />
        {save.isInConflict && <BlueprintConflict state={state} />}
      </ProblemsProvider>
    </EditorProvider>
  );
}

/** They follow the connector's own form, so a word typed elsewhere does not draw them anew. */
const connectorSections = (
  <>
    <CredentialNames />
    <ParametersSection />
    <ActionsSection />
    <ClientSettingsSection />
  </>
);

function BlueprintForm({ state }: { state: BlueprintEditorState }) {
  return (
    <form
      className={css.form}
      aria-label="Blueprint"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void state.save.run();
      }}
    >
      <AboutSection state={state} />
      {connectorSections}
      <ExamplesSection state={state} />
      <MoreSection state={state} />
    </form>
  );
}

function Notices({ state: { restoredAt, discard } }: { state: BlueprintEditorState }) {
  if (restoredAt === undefined) return null;
  return (
    <Callout
      actions={
        <Button variant="default" onClick={discard}>
          Discard draft
        </Button>
      }
    >
      <p>
        Restored your draft from <ClockTime at={restoredAt} />.
      </p>
    </Callout>
  );
}

/** Presses the button, which knows its example. */
const runOnMock = () => document.querySelector<HTMLButtonElement>('[data-run-mock]')?.click();

const never = () => () => {};

/** False in the server's paint, until React has taken the page over. */
const useIsListening = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
