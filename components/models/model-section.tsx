import { IconEdit } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import css from './model-details.module.css';

/** How a part is changed: `refusal` is true, or why not for this model. */
export type PartEditor = { onEdit: () => void; refusal: true | string };

type ModelSectionProps = {
  title: string;
  /** Left out for those who may not change models. */
  editor?: PartEditor | undefined;
  children: ReactNode;
};

/** A part of a model under its title. */
export function ModelSection({ title, editor, children }: ModelSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={css.head}>
        <h3 className={css.heading} id={id}>
          {title}
        </h3>
        {editor && (
          <ReasonedButton
            variant="subtle"
            size="compact-sm"
            leftSection={<IconEdit size={16} aria-hidden />}
            aria-label={`Edit ${title.toLowerCase()}`}
            refusal={editor.refusal !== true && editor.refusal}
            onClick={editor.onEdit}
          >
            Edit
          </ReasonedButton>
        )}
      </div>
      {children}
    </section>
  );
}

/** One line of a list of facts. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
