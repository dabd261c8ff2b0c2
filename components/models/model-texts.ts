import { textProblem } from '#lib/connectors/safe-text.ts';

/** Why a model may not be called so; undefined when it may. */
export const nameProblem = (name: string): string | undefined =>
  name.trim() === '' ? 'Enter a name.' : textProblem({ label: 'Name', value: name, isName: true });

export const descriptionProblem = (description: string): string | undefined => textProblem({ label: 'Description', value: description });
