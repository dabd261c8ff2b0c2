'use client';
import { startTransition, useMemo, useState } from 'react';
import { TemplateEditor } from '#components/ui/template-editor.tsx';
import { producedBy } from './action-labels.ts';
import { credentialNames } from './draft-protocol.ts';
import { useEditor, useFieldError } from './editor-context.tsx';
import { fieldId } from './field-id.ts';
import { addParameter, type PlaceholderRule, type TemplateProblem, templateProblems } from './template-rules.ts';

/** What is offered after `${`, with what fills it now; the same while nothing changes. */
function usePlaceholders(index: number, hasCredential: boolean) {
  const { settled, stored } = useEditor();
  const placeholders = useMemo(() => {
    const made = producedBy(settled.actions[index]?.pre_process_function ?? '');
    const parameters = [
      ...settled.parameters.map(({ name, value }) => ({ name: `parameters.${name}`, detail: value.slice(0, 40) })),
      ...made.map((name) => ({ name: `parameters.${name}`, detail: 'made by the pre-process function' })),
    ];
    const keys = [...(stored?.credential_keys ?? []), ...settled.credential].map(({ name }) => name);
    const credential = hasCredential ? [...new Set([...keys, ...credentialNames(settled)])] : [];
    return [...parameters, ...credential.map((name) => ({ name: `credential.${name}`, detail: 'credential' }))].filter(
      ({ name }) => !name.endsWith('.'),
    );
  }, [settled, stored, index, hasCredential]);
  const [kept, setKept] = useState(placeholders);
  const isSame = kept === placeholders || JSON.stringify(kept) === JSON.stringify(placeholders);
  if (!isSame) setKept(placeholders); // the editors take a new list as a reason to look at all of their text
  return isSame ? kept : placeholders;
}

const none: readonly TemplateProblem[] = [];

const [fewest, most, lineHeight, padding] = [6, 18, 20, 18];

/** As high as its lines, within bounds: known before the editor is there, so that nothing moves when it comes. */
const heightOf = (value: string) => `${Math.min(Math.max(value.split('\n').length, fewest), most) * lineHeight + padding}px`;

type TemplateFieldProps = {
  /** Of the action. */
  index: number;
  place: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  rule: PlaceholderRule;
  /** Names that come with the call need no word of warning. */
  isFilledByCall?: boolean;
  isSingleLine?: boolean;
  isLabelHidden?: boolean;
};

/** A text with placeholders: a URL, the value of a header, a body. */
export function TemplateField({
  index,
  place,
  label,
  value,
  onChange,
  onBlur,
  rule,
  isFilledByCall,
  isSingleLine,
  isLabelHidden,
}: TemplateFieldProps) {
  const { form, isReadOnly } = useEditor();
  const error = useFieldError(place);
  const placeholders = usePlaceholders(index, place.includes('.headers.'));
  const diagnostics = useMemo(() => {
    const known = isFilledByCall ? undefined : new Set(placeholders.map(({ name }) => name));
    const found = templateProblems(value, rule, known, (name) => addParameter(form, name));
    return found.length > 0 ? found : none;
  }, [value, rule, placeholders, isFilledByCall, form]);
  return (
    <TemplateEditor
      key={String(isReadOnly)} // whether it can be changed is decided when it is made
      id={fieldId(place)}
      label={label}
      value={value}
      // The form has the text at once; what is drawn for it makes way for the next key.
      onChange={(text) => startTransition(() => onChange(text))}
      onBlur={onBlur}
      placeholders={placeholders}
      diagnostics={diagnostics}
      isSingleLine={isSingleLine}
      isLabelHidden={isLabelHidden}
      isReadOnly={isReadOnly}
      error={error}
      language={isSingleLine ? 'text' : 'json'}
      height={heightOf(value)}
    />
  );
}
