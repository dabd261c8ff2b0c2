'use client';
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { SaveAsBlueprint as MakeBlueprint } from '#components/blueprints/save-as-blueprint.tsx';
import { useSession } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { forgetKeptDraft } from '#components/ui/kept-draft.ts';
import { useGo } from '#components/ui/leave.ts';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { gallery } from '#lib/blueprints/gallery.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { accepted } from '#lib/paste/explain.ts';
import css from './paste-flyout.module.css';
import { PasteReport } from './paste-report.tsx';
import { keptDraftName, offerDraft } from './pasted-draft.ts';
import { SaveAsBlueprint } from './save-as-blueprint.tsx';
import { usePaste, usePasteProblems } from './use-paste.ts';

/** Takes any text that describes a connector, shows what it makes of it, and fills the form when the person agrees. */
export function PasteFlyout({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const go = useGo();
  const { user } = useSession();
  const state = usePaste();
  const { text, write, clear, answers, answer, result, recognised, isUndecided } = state;
  const problems = usePasteProblems(opened ? recognised?.connector : undefined);
  usePasteAnywhere(opened, write);
  const close = () => {
    clear(); // the text may hold a secret
    onClose();
  };
  const fill = () => {
    if (!recognised) return;
    const { label, connector, blueprint } = recognised;
    const used = gallery.find(
      ({ id, connector: own }) => id === blueprint?.id && JSON.stringify(own) === JSON.stringify(blueprint.connector),
    );
    forgetKeptDraft(keptDraftName(user.id)); // else it would come back over what was pasted now
    offerDraft({
      body: writeJson(connector),
      origin: label,
      ...(used && { blueprint: { id: used.id, title: used.title, questions: used.questions, examples: used.examples } }),
    });
    close();
    go('/connectors/new?paste=1');
  };
  const refusal = !recognised ? 'Paste a text first.' : isUndecided && 'Answer the questions first.';
  return (
    <Flyout
      opened={opened}
      onClose={close}
      title="Paste anything"
      size="l"
      footer={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          {recognised && recognised.kind !== 'blueprint' && !isUndecided && <MakeBlueprint body={() => recognised.connector} />}
          {recognised?.kind === 'blueprint' && recognised.blueprint && <SaveAsBlueprint blueprint={recognised.blueprint} onSaved={close} />}
          <ReasonedButton refusal={refusal} onClick={fill}>
            Fill the form
          </ReasonedButton>
        </>
      }
    >
      <div className={css.stack}>
        <div>
          <CodeEditor
            label="Text"
            description={accepted}
            value={text}
            onChange={write}
            language="text"
            height={recognised ? '200px' : '360px'}
            hint="curl https://… · POST /_plugins/_ml/connectors/_create · client.ml.createConnector(…)"
          />
          <div role="status" className={css.status}>
            {result?.kind === 'unknown' && (
              <Callout
                kind="warning"
                title={result.line === undefined ? 'No connector in this text' : `Line ${result.line} cannot be read`}
              >
                <p>{result.reason}</p>
              </Callout>
            )}
            {recognised && <span className="studio-visually-hidden">{recognised.label}</span>}
          </div>
        </div>
        {recognised && <PasteReport recognised={recognised} problems={problems} answers={answers} onAnswer={answer} />}
      </div>
    </Flyout>
  );
}

/** Ctrl+V works as soon as the flyout is open, without a click into the text. */
function usePasteAnywhere(isOn: boolean, write: (text: string) => void) {
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  useEffect(() => {
    if (!isOn) return;
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain');
      const isElsewhere = event.target instanceof Element && event.target.closest('input, textarea, [contenteditable="true"]') !== null;
      if (!text || isElsewhere) return;
      event.preventDefault();
      latest.current(text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [isOn]);
}
