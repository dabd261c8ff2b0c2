'use client';
import { Callout } from './callout.tsx';
import css from './form-problems.module.css';

export type FormProblem = {
  /** What is wrong, with the name of the field. */
  message: string;
  /** Id of the control to focus. */
  field?: string;
  /** Opens the section or tab that holds the field before it is focused. */
  reveal?: () => void;
};

/** At the top of a form after a submit that found problems: each leads to its field. */
export function FormProblems({ problems, title }: { problems: readonly FormProblem[]; title?: string }) {
  if (problems.length === 0) return null;
  const go = ({ field, reveal }: FormProblem) => {
    reveal?.();
    requestAnimationFrame(() => field && document.getElementById(field)?.focus());
  };
  return (
    <Callout
      kind="danger"
      isAlert
      title={title ?? (problems.length === 1 ? 'One problem to solve' : `${problems.length} problems to solve`)}
    >
      <ul className={css.list}>
        {problems.map((problem) => (
          <li key={`${problem.field} ${problem.message}`}>
            {problem.field ? (
              <button type="button" className={css.link} onClick={() => go(problem)}>
                {problem.message}
              </button>
            ) : (
              problem.message
            )}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
