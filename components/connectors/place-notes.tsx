'use client';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useFieldError, usePlaceProblems } from './editor-context.tsx';
import css from './place-notes.module.css';

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };
const words = { error: 'Problem', warning: 'Warning', info: 'Note' };

/** Under a field: what the server says of it, unless the form says it already. */
export function PlaceNotes({ place }: { place: string }) {
  const problems = usePlaceProblems(place);
  const own = useFieldError(place);
  const shown = own ? problems.filter(({ severity }) => severity !== 'error') : problems;
  if (shown.length === 0) return null;
  return (
    <ul className={css.notes}>
      {shown.map(({ severity, message }) => {
        const Icon = icons[severity];
        return (
          <li key={message} className={css.note} data-severity={severity}>
            <Icon size={14} aria-hidden />
            <span>
              <span className="studio-visually-hidden">{words[severity]}: </span>
              {message}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
