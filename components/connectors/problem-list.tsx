'use client';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { labelOf } from './draft-places.ts';
import { type PlacedProblem, useEditor } from './editor-context.tsx';
import { goToPlace } from './go-to-place.ts';
import css from './problem-list.module.css';

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };

type ProblemListProps = { problems: readonly PlacedProblem[]; onFix: (problem: PlacedProblem) => void };

/** All that the server says of the draft: each leads to its field, some can be mended with a press. */
export function ProblemList({ problems, onFix }: ProblemListProps) {
  const { settled, isReadOnly } = useEditor();
  if (problems.length === 0) return null;
  return (
    <ul className={css.list}>
      {problems.map((problem) => {
        const Icon = icons[problem.severity];
        return (
          <li key={`${problem.path} ${problem.message}`} className={css.problem} data-severity={problem.severity}>
            <Icon size={16} aria-label={problem.severity} className={css.icon} />
            <span className={css.words}>
              {problem.place && (
                <button type="button" className={css.place} onClick={() => goToPlace(problem.place)}>
                  {labelOf(problem.place, settled)}
                </button>
              )}{' '}
              {problem.message}{' '}
              {problem.fix && !isReadOnly && (
                <Button size="compact-sm" variant="subtle" onClick={() => onFix(problem)}>
                  {problem.fix.label}
                </Button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
