'use client';
import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import {
  draftOfGuardrails,
  type GuardedSide,
  type GuardrailsDraft,
  type GuardrailsKind,
  type GuardrailsProblem,
  guardedSides,
  guardrailsOf,
  guardrailsProblems,
  type JudgeDraft,
  judgeId,
  type PatternsDraft,
  refusedBy,
  sideWords,
} from './guardrails-draft.ts';
import css from './model-form.module.css';
import { ModelSelect } from './model-select.tsx';
import { PartForm } from './part-form.tsx';
import { useUpdateModel } from './queries.ts';
import { RegexRows } from './regex-rows.tsx';

const kinds: { value: GuardrailsKind; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'local_regex', label: 'Patterns' },
  { value: 'model', label: 'A model decides' },
];

const kindWords: Record<GuardrailsKind, string> = {
  none: 'Every text passes.',
  local_regex:
    'A text that one of the patterns matches is refused. A pattern has to match all of the text, so it usually begins and ends with .*',
  model:
    'Another model is asked about each text, which passes when that answers what you expect. While it does not answer, nothing passes.',
};

const nouns: Record<GuardedSide, string> = { input_guardrail: 'Request pattern', output_guardrail: 'Answer pattern' };
const sideHelp: Record<GuardedSide, string> = {
  input_guardrail: 'The text is the request as it would be sent.',
  output_guardrail: 'The text is the answer as the service sent it.',
};
const judgeHelp: Record<GuardedSide, string> = {
  input_guardrail: 'It is asked with the parameter question of the call.',
  output_guardrail: 'It is asked with the answer as the parameter question.',
};

/** What is refused on the way in and on the way out. */
export function EditGuardrails({ model, onClose }: { model: ModelRow; onClose: () => void }) {
  const [draft, setDraft] = useState(() => draftOfGuardrails(model.guardrails));
  const [loaded] = useState(model); // what this form began with: somebody else's change since is not overwritten unseen
  const update = useUpdateModel(model.model_id);
  const kindId = useId();
  const problems = guardrailsProblems(draft, model.model_id);
  const save = () =>
    update.mutate(
      { changes: { guardrails: guardrailsOf(draft) }, loaded },
      {
        onSuccess: () => {
          showSuccess(`Guardrails of ${model.name} saved.`);
          onClose();
        },
      },
    );
  return (
    <PartForm label="Edit guardrails" problems={problems} isPending={update.isPending} error={update.error} onSave={save} onClose={onClose}>
      {(isRefused) => (
        <>
          <div>
            <SegmentedControl
              aria-label="Kind of guardrails"
              aria-describedby={kindId}
              data={kinds}
              value={draft.kind}
              onChange={(kind) => setDraft({ ...draft, kind: kind as GuardrailsKind })} // as: one of the values above
            />
            <p className={css.help} id={kindId}>
              {kindWords[draft.kind]}
            </p>
          </div>
          {draft.kind === 'local_regex' &&
            guardedSides.map((side) => <PatternsSide key={side} side={side} draft={draft} onChange={setDraft} isRefused={isRefused} />)}
          {draft.kind === 'local_regex' && <TryText draft={draft} />}
          {draft.kind === 'model' &&
            guardedSides.map((side) => (
              <JudgeSide key={side} side={side} draft={draft} onChange={setDraft} problems={isRefused ? problems : []} />
            ))}
        </>
      )}
    </PartForm>
  );
}

type SideProps = { side: GuardedSide; draft: GuardrailsDraft; onChange: (draft: GuardrailsDraft) => void };

function PatternsSide({ side, draft, onChange, isRefused }: SideProps & { isRefused: boolean }) {
  const { regex, stop_words } = draft.patterns[side];
  const set = (part: Partial<PatternsDraft>) =>
    onChange({ ...draft, patterns: { ...draft.patterns, [side]: { ...draft.patterns[side], ...part } } });
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>{sideWords[side]}</legend>
      <p className={css.words}>{sideHelp[side]}</p>
      <RegexRows side={side} noun={nouns[side]} regex={regex} onChange={(next) => set({ regex: next })} isRefused={isRefused} />
      {stop_words.map(({ index_name, source_fields }) => (
        <Callout
          key={index_name}
          kind="warning"
          actions={
            <Button variant="default" onClick={() => set({ stop_words: stop_words.filter((one) => one.index_name !== index_name) })}>
              Remove {index_name}
            </Button>
          }
        >
          <p>
            Stop words stand in the index <code translate="no">{index_name}</code> (fields{' '}
            <code translate="no">{source_fields.join(', ')}</code>
            ). The studio has no index to ask, so it refuses every text while this is here.
          </p>
        </Callout>
      ))}
    </fieldset>
  );
}

/** A text to hold against the patterns of both sides; nothing is sent. */
function TryText({ draft: { patterns } }: { draft: GuardrailsDraft }) {
  const [text, setText] = useState('');
  const verdict = (side: GuardedSide) => {
    const place = refusedBy(patterns[side].regex, text);
    const who = side === 'input_guardrail' ? 'As a request' : 'As an answer';
    return place === undefined ? `${who} it passes.` : `${who} it is refused by pattern ${place + 1}.`;
  };
  return (
    <div>
      <Textarea
        label="Try a text (optional)"
        description="It is only held against the patterns."
        autosize
        minRows={2}
        maxRows={6}
        classNames={{ input: css.code }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p className={css.help} role="status">
        {text !== '' && guardedSides.map(verdict).join(' ')}
      </p>
    </div>
  );
}

function JudgeSide({ side, draft, onChange, problems }: SideProps & { problems: readonly GuardrailsProblem[] }) {
  const judge = draft.judges[side];
  const set = (part: Partial<JudgeDraft>) => onChange({ ...draft, judges: { ...draft.judges, [side]: { ...judge, ...part } } });
  const errorAt = (part: keyof JudgeDraft) =>
    problems.find(({ field }) => field === judgeId(side, part))?.message.replace(`${sideWords[side]}: `, '');
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>{sideWords[side]} (optional)</legend>
      <p className={css.words}>{judgeHelp[side]} Left empty, every text passes.</p>
      <ModelSelect
        id={judgeId(side, 'model_id')}
        label="Model that decides"
        value={judge.model_id}
        onChange={(model_id) => set({ model_id })}
        error={errorAt('model_id')}
      />
      <TextInput
        id={judgeId(side, 'response_validation_regex')}
        label="A text passes when the answer matches"
        description={'All of the answer, as JSON: a text has its quotation marks, as in ^\\s*"[Aa]ccept"\\s*$'}
        classNames={{ input: css.code }}
        autoComplete="off"
        spellCheck={false}
        value={judge.response_validation_regex}
        error={errorAt('response_validation_regex')}
        onChange={(event) => set({ response_validation_regex: event.currentTarget.value })}
      />
      <TextInput
        id={judgeId(side, 'response_filter')}
        label="Where the answer is (optional)"
        description="A JSON path that the model gets as response_filter, such as $.choices[0].message.content"
        classNames={{ input: css.code }}
        autoComplete="off"
        spellCheck={false}
        value={judge.response_filter}
        onChange={(event) => set({ response_filter: event.currentTarget.value })}
      />
    </fieldset>
  );
}
