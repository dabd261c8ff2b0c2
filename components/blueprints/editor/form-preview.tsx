'use client';
import { Autocomplete, Button, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { draftOf } from '#components/connectors/connector-draft.ts';
import { previewOf, sampleFor, sampleOfExample } from '#components/connectors/draft-preview.ts';
import { useRunScript } from '#components/connectors/use-run-script.ts';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RenderedPane } from '#components/ui/rendered-pane.tsx';
import { type Answers, answerQuestions } from '#lib/blueprints/answer-questions.ts';
import type { Blueprint, BlueprintQuestion } from '#lib/blueprints/blueprint.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { stretches } from '#lib/template/explain-template.ts';
import css from './blueprint-editor.module.css';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

/** The form that the questions make, to play with, and what its answers send; made by the code that sends it. */
export function FormPreview({ state: { blueprint, editor } }: { state: BlueprintEditorState }) {
  const [answers, setAnswers] = useState<Answers>({});
  const hasAnswers = Object.values(answers).some((answer) => answer !== '');
  return (
    <Panel
      title="What a user sees"
      id="form-preview"
      actions={
        hasAnswers && (
          <Button variant="subtle" size="compact-sm" onClick={() => setAnswers({})}>
            Reset
          </Button>
        )
      }
    >
      <div className={css.stack}>
        {blueprint.questions.length === 0 && <p className={css.note}>Nothing is asked: every connector made from it is the same.</p>}
        {blueprint.questions.map((question) => (
          <Answer
            key={question.key}
            question={question}
            value={answers[question.key] ?? ''}
            onChange={(value) => setAnswers({ ...answers, [question.key]: value })}
          />
        ))}
        <Payload blueprint={blueprint} answers={answers} action={editor.activeAction} />
      </div>
    </Panel>
  );
}

type AnswerProps = { question: BlueprintQuestion; value: string; onChange: (value: string) => void };

function Answer({ question, value, onChange }: AnswerProps) {
  const { label, key, help, type, required, default: fallback, options = [], example, pattern } = question;
  const shared = {
    label: (
      <>
        {label || key}
        {!required && <span className={css.optional}> (optional)</span>}
      </>
    ),
    description: help,
    error: value !== '' && pattern && !matches(pattern, value) ? `It does not match ${pattern}` : undefined,
  };
  if (type === 'boolean') {
    return (
      <Switch
        label={label || key}
        description={help}
        checked={(value || fallback) === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  if (type === 'secret') {
    return (
      <PasswordInput
        {...shared}
        value={value}
        placeholder={example}
        autoComplete="new-password"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (type === 'select') {
    return options.length > 0 ? (
      <Autocomplete {...shared} data={[...new Set(options)]} value={value || fallback || ''} onChange={onChange} />
    ) : (
      <Select {...shared} data={[]} placeholder="No choices yet" value={null} />
    );
  }
  return (
    <TextInput
      {...shared}
      value={value}
      placeholder={fallback || example}
      inputMode={type === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true; // a pattern that cannot be read is named among the checks
  }
}

type PayloadProps = { blueprint: Blueprint; answers: Answers; action: number };

function Payload({ blueprint, answers, action: wanted }: PayloadProps) {
  const scripts = useRunScript();
  const preview = useMemo(() => {
    const plain = Object.fromEntries(Object.entries(answers).filter(([key]) => !key.startsWith('credential.'))); // secrets have no part in it
    const draft = draftOf(parseJson(JSON.stringify(answerQuestions(blueprint, plain))) as JsonObject); // as: the text of an object
    const at = Math.min(wanted, draft.actions.length - 1);
    const action = draft.actions[at];
    if (!action || (action.url === '' && action.request_body === '')) return undefined;
    const [example] = at === 0 ? blueprint.examples : [];
    return previewOf(draft, action, example ? sampleOfExample(example) : sampleFor(draft, action), scripts);
  }, [blueprint, answers, wanted, scripts]);
  return (
    <section aria-labelledby="payload-title">
      <h3 className={css.heading} id="payload-title">
        What it sends
      </h3>
      {!preview && <p className={css.note}>An action with an address shows here what it sends.</p>}
      {preview && 'problem' in preview && (
        <Callout kind="danger" title="The sample input cannot be read">
          <p>{preview.problem.message}</p>
        </Callout>
      )}
      {preview && 'request' in preview && (
        <>
          <p className={css.address}>
            <strong>{preview.request.method}</strong> <RenderedPane variant="inline" label="" parts={stretches(preview.request.url)} />
          </p>
          {preview.request.payload.text !== '' && <RenderedPane label="Rendered body" parts={stretches(preview.request.payload)} />}
        </>
      )}
    </section>
  );
}
