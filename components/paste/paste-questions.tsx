'use client';
import { Radio, TextInput } from '@mantine/core';
import type { Answers, Question } from '#lib/paste/paste-result.ts';
import css from './paste-flyout.module.css';

type PasteQuestionsProps = {
  questions: readonly Question[];
  answers: Answers;
  onAnswer: (question: Question, value: string) => void;
};

/** What the text leaves open. Choices have to be made; what is typed can wait for the form. */
export function PasteQuestions({ questions, answers, onAnswer }: PasteQuestionsProps) {
  return (
    <div className={css.questions}>
      {questions.map((question) =>
        question.choices ? (
          <Radio.Group
            key={question.id}
            label={question.text}
            value={question.answer ?? ''}
            onChange={(value) => onAnswer(question, value)}
            classNames={{ label: css.question }}
          >
            <div className={css.choices}>
              {question.choices.map(({ value, label }) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </div>
          </Radio.Group>
        ) : (
          <TextInput
            key={question.id}
            label={question.text}
            description="It can wait: the form has the field too."
            placeholder={question.placeholder}
            value={answers.get(question.id) ?? ''}
            onChange={(event) => onAnswer(question, event.currentTarget.value)}
            autoComplete="off"
          />
        ),
      )}
    </div>
  );
}
