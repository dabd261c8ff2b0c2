'use client';
import { createContext, useContext } from 'react';
import { type FieldError, get, type Path, type UseFormReturn, useFormState } from 'react-hook-form';
import type { BlueprintExample, BlueprintQuestion } from '#lib/blueprints/blueprint.ts';
import type { ConnectorDetails, Problem } from '#lib/client/connectors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import type { ConnectorDraft } from './connector-draft.ts';

/** The connector that is edited, as it was loaded; absent while one is created. */
export type StoredConnector = Omit<ConnectorDetails, 'models' | 'last_run'>;

/** What a blueprint adds to the fields of the connector that it became. */
export type UsedBlueprint = { id: string; title: string; questions: readonly BlueprintQuestion[]; examples: readonly BlueprintExample[] };

export type PlacedProblem = Problem & { place: string };

export type Editor = {
  form: UseFormReturn<ConnectorDraft>;
  /** The body that the draft was made of. */
  source: JsonObject;
  /** The draft as it was when the typing paused. The preview is drawn before it. */
  settled: ConnectorDraft;
  stored: StoredConnector | undefined;
  blueprint: UsedBlueprint | undefined;
  /** While the JSON view holds text that cannot be read, the last good values only show. */
  isReadOnly: boolean;
  /** The action that the preview shows. */
  activeAction: number;
  setActiveAction: (index: number) => void;
};

const Context = createContext<Editor | undefined>(undefined);
const Problems = createContext<readonly PlacedProblem[]>([]);

export const EditorProvider = Context.Provider;

/** What the server says of the settled draft: it comes later than the draft, and what does not tell of it is not drawn anew for it. */
export const ProblemsProvider = Problems.Provider;
export const useDraftProblems = () => useContext(Problems);

const Mend = createContext<((problem: PlacedProblem) => void) | undefined>(undefined);

/** Does what the cure of a problem says. Without it problems show no cure beside their fields. */
export const MendProvider = Mend.Provider;
export const useMend = () => useContext(Mend);

/** The editor around a section. */
export function useEditor(): Editor {
  const editor = useContext(Context);
  if (!editor) throw new Error('A section outside the editor');
  return editor;
}

/** The form's own complaint about a place, once there is one. */
export function useFieldError(place: string): string | undefined {
  const { form } = useEditor();
  const { errors } = useFormState({ control: form.control, name: place as Path<ConnectorDraft> }); // as: places are names of fields
  const error = get(errors, place) as FieldError | undefined; // as: what the form keeps at the name of a field
  return typeof error?.message === 'string' ? error.message : undefined;
}

/** What the server says of one place; absence of what nobody typed yet is not held against a draft. */
export function usePlaceProblems(place: string): PlacedProblem[] {
  const problems = useDraftProblems();
  return problems.filter((problem) => problem.place === place && !/ is null( or |$)/.test(problem.message));
}

export const questionFor = (blueprint: UsedBlueprint | undefined, key: string) =>
  blueprint?.questions.find((question) => question.key === key);
