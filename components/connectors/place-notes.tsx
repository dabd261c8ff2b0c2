'use client';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useEditor, useFieldError, useMend, usePlaceProblems } from './editor-context.tsx';
import css from './place-notes.module.css';

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };
const words = { error: 'Problem', warning: 'Warning', info: 'Note' };

type PlaceNotesProps = {
  place: string;
  /** What the field itself says already, with its place in the text. */
  without?: RegExp | undefined;
};

/** Under a field: what the server says of it, unless the form says it already, and the cure as a press. */
export function PlaceNotes({ place, without }: PlaceNotesProps) {
  const problems = usePlaceProblems(place).filter(({ message }) => !without?.test(message));
  const own = useFieldError(place);
  const mend = useMend();
  const { isReadOnly } = useEditor();
  const shown = own ? problems.filter(({ severity }) => severity !== 'error') : problems;
  if (shown.length === 0) return null;
  return (
    <ul className={css.notes}>
      {shown.map((problem) => {
        const { severity, message, fix } = problem;
        const Icon = icons[severity];
        return (
          <li key={message} className={css.note} data-severity={severity}>
            <Icon size={14} aria-hidden />
            <span>
              <span className="studio-visually-hidden">{words[severity]}: </span>
              {message}
              {fix && mend && !isReadOnly && (
                <>
                  {' '}
                  <button type="button" className={css.mend} onClick={() => mend(problem)}>
                    {fix.label}
                  </button>
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
