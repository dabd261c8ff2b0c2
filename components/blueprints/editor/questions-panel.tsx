'use client';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { type EditedQuestion, nextUid } from './blueprint-draft.ts';
import css from './blueprint-editor.module.css';
import { blueprintFieldId } from './blueprint-field.ts';
import { QuestionFields } from './question-fields.tsx';
import { moved, newQuestion, unasked } from './question-list.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

/** What somebody who uses the blueprint is asked, in this order. */
export function QuestionsPanel({ state }: { state: BlueprintEditorState }) {
  const { draft, change, blueprint, problems } = state;
  const { questions } = draft;
  const announce = useAnnounce();
  const list = useRef<HTMLOListElement>(null);
  const [opened, setOpened] = useState<number>();
  const set = (next: EditedQuestion[]) => change({ questions: next });
  const move = (index: number, by: -1 | 1) => {
    const to = index + by;
    const question = questions[index];
    if (!question || to < 0 || to >= questions.length) return;
    set(moved(questions, index, to));
    announce(`${question.label || question.key} is now ${to + 1} of ${questions.length}`);
  };
  const add = (key: string) => {
    const question = newQuestion(key, blueprint.connector.parameters, nextUid(questions));
    set([...questions, question]);
    setOpened(question.uid);
    requestAnimationFrame(() => document.getElementById(blueprintFieldId(`questions.${questions.length}.label`))?.focus());
  };
  const remove = (uid: number) => {
    set(questions.filter((question) => question.uid !== uid));
    list.current?.parentElement?.querySelector<HTMLElement>('[data-add]')?.focus();
  };
  return (
    <Panel title={`Questions (${questions.length})`} id="questions" description="What somebody who uses it is asked." padding="none">
      <ol className={css.questions} ref={list} id={blueprintFieldId('questions')}>
        {questions.map((question, index) => (
          <QuestionRow
            key={question.uid}
            state={state}
            question={question}
            index={index}
            count={questions.length}
            problems={problems.filter(({ path }) => path === `questions.${index}` || path.startsWith(`questions.${index}.`)).length}
            isOpen={opened === question.uid}
            onToggle={() => setOpened(opened === question.uid ? undefined : question.uid)}
            onMove={(by) => move(index, by)}
            onRemove={() => remove(question.uid)}
            onChange={(changes) => set(questions.map((one) => (one.uid === question.uid ? { ...one, ...changes } : one)))}
          />
        ))}
      </ol>
      <div className={css.panelFoot}>
        <AddQuestion keys={unasked(questions, blueprint.connector)} onAdd={add} />
      </div>
    </Panel>
  );
}

function AddQuestion({ keys, onAdd }: { keys: string[]; onAdd: (key: string) => void }) {
  const shared = { variant: 'subtle', leftSection: <IconPlus size={16} aria-hidden />, 'data-add': true } as const;
  if (keys.length === 0) {
    return (
      <ReasonedButton {...shared} refusal="Every parameter and every secret is asked for.">
        Add question
      </ReasonedButton>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ReasonedButton {...shared}>Add question</ReasonedButton>
      </Menu.Target>
      <Menu.Dropdown>
        {keys.map((key) => (
          <Menu.Item key={key} onClick={() => onAdd(key)}>
            <code translate="no">{key}</code>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type QuestionRowProps = {
  state: BlueprintEditorState;
  question: EditedQuestion;
  index: number;
  count: number;
  problems: number;
  isOpen: boolean;
  onToggle: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  onChange: (changes: Partial<EditedQuestion>) => void;
};

function QuestionRow(props: QuestionRowProps) {
  const { state, question, index, count, problems, isOpen, onToggle, onMove, onRemove, onChange } = props;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const name = question.label || question.key;
  // The arrows with Alt do what the buttons do, and the focus goes with the row.
  const press = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li className={css.question} id={blueprintFieldId(`questions.${index}`)} data-row>
      <div className={css.rowHead}>
        <h3 className={css.rowTitle}>
          <button
            type="button"
            className={css.rowFold}
            aria-expanded={isOpen}
            onClick={onToggle}
            onKeyDown={press}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            data-fold
          >
            <Chevron size={16} aria-hidden />
            <span className={css.rowName}>
              {name}
              <span className={css.rowKey} translate="no">
                {question.key}
              </span>
            </span>
            {problems > 0 && <span className={css.rowProblems}>{problems === 1 ? '1 problem' : `${problems} problems`}</span>}
          </button>
        </h3>
        <RowButton label={`Move ${name} up`} onClick={() => onMove(-1)} isOff={index === 0} icon={<IconArrowUp size={16} aria-hidden />} />
        <RowButton
          label={`Move ${name} down`}
          onClick={() => onMove(1)}
          isOff={index === count - 1}
          icon={<IconArrowDown size={16} aria-hidden />}
        />
        <RowButton label={`Remove ${name}`} onClick={onRemove} icon={<IconX size={16} aria-hidden />} />
      </div>
      {isOpen && (
        <div className={css.rowBody}>
          <QuestionFields state={state} question={question} index={index} onChange={onChange} />
        </div>
      )}
    </li>
  );
}

type RowButtonProps = { label: string; onClick: () => void; icon: React.ReactNode; isOff?: boolean };

/** At an end of the list the button stays where it is, so that the focus is not lost. */
function RowButton({ label, onClick, icon, isOff = false }: RowButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        size={28}
        onClick={isOff ? undefined : onClick}
        aria-disabled={isOff}
        data-disabled={isOff || undefined}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
