'use client';
import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type FormProblem, FormProblems } from '#components/ui/form-problems.tsx';
import { ModelFailure } from './model-failure.tsx';
import css from './model-form.module.css';

type PartFormProps = {
  label: string;
  /** What stands against saving, once somebody tried. */
  problems: readonly FormProblem[];
  isPending: boolean;
  error: Error | null;
  onSave: () => void;
  onClose: () => void;
  /** @param isRefused somebody tried to save: every problem shows at its field */
  children: (isRefused: boolean) => ReactNode;
};

/** The frame of a form for one part of a model: problems on top, buttons at the end. */
export function PartForm({ label, problems, isPending, error, onSave, onClose, children }: PartFormProps) {
  const [isRefused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [first] = problems;
    if (!first) return onSave();
    setRefused(true);
    if (first.field) document.getElementById(first.field)?.focus();
  };
  return (
    <form onSubmit={submit} noValidate className={css.form} aria-label={label}>
      {isRefused && <FormProblems problems={problems} />}
      {error && <ModelFailure reason={error.message} />}
      {children(isRefused)}
      <div className={css.foot}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isPending}>
          Save changes
        </Button>
      </div>
    </form>
  );
}
