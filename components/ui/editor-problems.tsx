'use client';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { type EditorProblem, placeOf } from './editor-problem.ts';
import css from './editor-problems.module.css';

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };
const most = 20;

type EditorProblemsProps = { text: string; problems: readonly EditorProblem[]; onGo: (problem: EditorProblem) => void };

/** Under an editor: each problem with its place, which a click jumps to, and its remedy. */
export function EditorProblems({ text, problems, onGo }: EditorProblemsProps) {
  if (problems.length === 0) return null;
  const rest = problems.length - most;
  return (
    <ul className={css.list} aria-label="Problems">
      {problems.slice(0, most).map((problem) => {
        const { from, severity, message, fix } = problem;
        const { line, column } = placeOf(text, from);
        const Icon = icons[severity];
        return (
          <li key={`${from} ${message}`} className={css.problem} data-severity={severity}>
            <Icon size={14} aria-label={severity} className={css.icon} />
            <button type="button" className={css.go} onClick={() => onGo(problem)}>
              <span className={css.place}>
                {line}:{column}
              </span>
              {message}
            </button>
            {fix && (
              <Button size="compact-xs" variant="subtle" onClick={fix.run}>
                {fix.label}
              </Button>
            )}
          </li>
        );
      })}
      {rest > 0 && <li className={css.rest}>and {rest} more</li>}
    </ul>
  );
}
