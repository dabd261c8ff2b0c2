'use client';
import { IconAlertTriangle, IconArrowRight, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { textOfBody } from '#components/connectors/connector-draft.ts';
import { blankText } from '#components/connectors/new-body.ts';
import { DiffView } from '#components/ui/diff-view.tsx';
import type { Problem } from '#lib/client/connectors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import type { Answers, Moved, Note, Question, Recognised } from '#lib/paste/paste-result.ts';
import css from './paste-flyout.module.css';
import { PasteQuestions } from './paste-questions.tsx';

type PasteReportProps = {
  recognised: Recognised;
  problems: readonly Problem[];
  answers: Answers;
  onAnswer: (question: Question, value: string) => void;
  /** The form as it is; absent while it is empty. */
  before?: string | undefined;
  /** The form as it would be. */
  after: string;
};

const emptyForm = textOfBody(parseJson(blankText) as JsonObject); // as: the text of an object

/** What was made of a text, each step of it, and what the form would get. */
export function PasteReport({ recognised, problems, answers, onAnswer, before, after }: PasteReportProps) {
  const { label, seen, moved, repaired, unplaced, questions } = recognised;
  return (
    <>
      <Part title="Recognised">
        <p className={css.label}>{label}</p>
        <Notes notes={seen} />
      </Part>
      {questions.length > 0 && (
        <Part title="Questions" count={questions.length}>
          <PasteQuestions questions={questions} answers={answers} onAnswer={onAnswer} />
        </Part>
      )}
      {moved.length > 0 && (
        <Part title="Moved" count={moved.length}>
          <Moves moves={moved} />
        </Part>
      )}
      {repaired.length > 0 && (
        <Part title="Repaired" count={repaired.length}>
          <Notes notes={repaired} />
        </Part>
      )}
      {unplaced.length > 0 && (
        <Part title="Could not place" count={unplaced.length}>
          <Notes notes={unplaced} />
        </Part>
      )}
      {problems.length > 0 && (
        <Part title="To look at in the form" count={problems.length}>
          <Problems problems={problems} />
        </Part>
      )}
      <Part title="What the form gets">
        <DiffView
          before={before ?? emptyForm}
          after={after}
          beforeLabel={before === undefined ? 'Empty form' : 'Form now'}
          afterLabel="Filled form"
        />
      </Part>
    </>
  );
}

function Part({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.part} aria-labelledby={id}>
      <h3 id={id} className={css.heading}>
        {title} {count !== undefined && <span className={css.count}>{count}</span>}
      </h3>
      {children}
    </section>
  );
}

const most = 50; // of a kind; more than that nobody reads

function Notes({ notes }: { notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={css.list}>
      {notes.slice(0, most).map(({ message, line }) => (
        <li key={`${line} ${message}`}>
          {message}
          {line !== undefined && <span className={css.line}> line {line}</span>}
        </li>
      ))}
      {notes.length > most && <li className={css.line}>and {notes.length - most} more</li>}
    </ul>
  );
}

function Moves({ moves }: { moves: readonly Moved[] }) {
  return (
    <ul className={css.list}>
      {moves.slice(0, most).map(({ what, from, to, note }) => (
        <li key={`${what} ${from} ${to}`} className={css.move}>
          <span>
            <span translate="no">{what}</span> <span className={css.line}>from {from}</span>
          </span>
          <IconArrowRight size={16} role="img" aria-label="to" className={css.arrow} />
          <span>
            <code translate="no">{to}</code>
            {note && <span className={css.line}> {note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };

function Problems({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul className={css.list}>
      {problems.slice(0, most).map(({ path, severity, message }) => {
        const Icon = icons[severity];
        return (
          <li key={`${path} ${message}`} className={css.problem} data-severity={severity}>
            <Icon size={16} role="img" aria-label={severity} className={css.icon} />
            <span>
              {path !== '' && <code translate="no">{path}</code>} {message}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
