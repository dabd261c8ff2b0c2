'use client';
import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { SaveAsBlueprint as MakeBlueprint } from '#components/blueprints/save-as-blueprint.tsx';
import { textOfBody } from '#components/connectors/connector-draft.ts';
import { maskedBody } from '#components/connectors/draft-secrets.ts';
import { useSession } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { forgetKeptDraft } from '#components/ui/kept-draft.ts';
import { useGo } from '#components/ui/leave.ts';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import type { Blueprint, ExampleInput } from '#lib/blueprints/blueprint.ts';
import { plainValue } from '#lib/json/plain-value.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { accepted } from '#lib/paste/explain.ts';
import type { Recognised } from '#lib/paste/paste-result.ts';
import { overForm, type PasteForm } from './over-form.ts';
import css from './paste-flyout.module.css';
import { PasteReport } from './paste-report.tsx';
import { keptDraftName, offerDraft, type PastedDraft } from './pasted-draft.ts';
import { SaveAsBlueprint } from './save-as-blueprint.tsx';
import { usePaste, usePasteProblems } from './use-paste.ts';

/** A form that takes what was pasted, with something in it already. */
export type PasteTarget = PasteForm & { fill: (draft: Omit<PastedDraft, 'id'>) => void };

type PasteFlyoutProps = {
  opened: boolean;
  onClose: () => void;
  /** Absent: a new form. */
  into?: PasteTarget | undefined;
};

/** Takes any text that describes a connector, shows what it makes of it, and fills the form when the person agrees. */
export function PasteFlyout({ opened, onClose, into }: PasteFlyoutProps) {
  const go = useGo();
  const { user } = useSession();
  const state = usePaste(opened);
  const { text, write, clear, answers, answer, result, recognised, isUndecided } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form stands still while the flyout is open
  const form = useMemo(() => (opened ? into : undefined), [opened]);
  const filled = useMemo(() => recognised && (form ? overForm(recognised, form) : recognised.connector), [recognised, form]);
  const problems = usePasteProblems(opened ? filled : undefined);
  usePasteAnywhere(opened, write);
  const close = () => {
    clear(); // the text may hold a secret
    onClose();
  };
  const fill = () => {
    if (!recognised || !filled) return;
    const draft = { body: writeJson(filled), ...whereFrom(recognised, state.known) };
    close();
    if (form) return form.fill(draft);
    forgetKeptDraft(keptDraftName(user.id)); // else it would come back over what was pasted now
    offerDraft(draft);
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
            isWrapped
            height={recognised ? '160px' : '360px'}
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
        {recognised && filled && (
          <PasteReport
            recognised={recognised}
            problems={problems}
            answers={answers}
            onAnswer={answer}
            before={form && textOfBody(maskedBody(form.body(), form.storedKeys))}
            after={textOfBody(maskedBody(filled, form?.storedKeys ?? []))}
          />
        )}
      </div>
    </Flyout>
  );
}

/** What the form says of its origin, and what it is tried with. */
function whereFrom({ label, blueprint, sample }: Recognised, known: readonly Blueprint[]): Omit<PastedDraft, 'id' | 'body'> {
  const used = known.find(({ id, connector }) => id === blueprint?.id && JSON.stringify(connector) === JSON.stringify(blueprint.connector));
  return {
    origin: label,
    ...(used && { blueprint: { id: used.id, title: used.title, questions: used.questions, examples: used.examples } }),
    ...(sample && { example: { title: 'As in the pasted call', input: plainValue(sample) as ExampleInput['input'] } }), // as: of an object
  };
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
