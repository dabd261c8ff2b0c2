'use client';
import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { filledUrl } from '#lib/connectors/action-urls.ts';
import { functionHints } from '#lib/functions/function-hints.ts';
import { type FunctionKind, functionDescription, functionOptions } from './action-labels.ts';
import css from './connector-editor.module.css';
import { parametersOf } from './draft-preview.ts';
import { useEditor, useFieldError } from './editor-context.tsx';
import { fieldId } from './field-id.ts';
import { PlaceNotes } from './place-notes.tsx';

const labels: Record<FunctionKind, string> = {
  pre_process_function: 'Pre-process function',
  post_process_function: 'Post-process function',
};
const purposes: Record<FunctionKind, string> = {
  pre_process_function: 'Turns documents into parameters of the body.',
  post_process_function: 'Turns the answer into tensors.',
};

const custom = 'custom';

/** A built-in function from a list, or a script. */
export function FunctionField({ index, kind }: { index: number; kind: FunctionKind }) {
  const { form } = useEditor();
  const place = `actions.${index}.${kind}` as const;
  return (
    <Controller
      control={form.control}
      name={place}
      render={({ field: { value, onChange } }) => <Choice {...{ index, kind, place, value, onChange }} />}
    />
  );
}

type ChoiceProps = { index: number; kind: FunctionKind; place: string; value: string; onChange: (value: string) => void };

function Choice({ index, kind, place, value, onChange }: ChoiceProps) {
  const { isReadOnly } = useEditor();
  const error = useFieldError(place);
  const description = functionDescription(kind, value);
  const [isScript, setScript] = useState(false);
  const isCustom = isScript || (value !== '' && description === undefined);
  const choose = (next: string | null) => {
    setScript(next === custom);
    onChange(next === custom || next === null ? '' : next);
  };
  return (
    <div>
      <Select
        id={isCustom ? undefined : fieldId(place)}
        label={
          <>
            {labels[kind]} <span className={css.optional}>(optional)</span>
          </>
        }
        description={isCustom ? undefined : (description ?? purposes[kind])}
        placeholder="None"
        data={[{ group: 'Of your own', items: [{ value: custom, label: 'Custom script' }] }, ...functionOptions(kind)]}
        renderOption={({ option }) => (
          <span className={css.option}>
            <span translate="no">{option.label}</span>
            <span className={css.optionHelp}>{functionDescription(kind, option.value)}</span>
          </span>
        )}
        value={isCustom ? custom : value || null}
        onChange={choose}
        searchable
        clearable
        nothingFoundMessage="No function of that name"
        readOnly={isReadOnly}
        error={error}
      />
      {isCustom && (
        <Textarea
          id={fieldId(place)}
          label="Script"
          description="Painless, with params as its only variable. Scripts are stored, but cannot run in this studio yet."
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          readOnly={isReadOnly}
          spellCheck={false}
          autosize
          minRows={4}
          maxRows={16}
          classNames={{ input: css.code }}
          mt={8}
        />
      )}
      <PlaceNotes place={place} />
      <Meant index={index} kind={kind} value={value} onChange={onChange} />
    </div>
  );
}

/** A name that is nearly that of a built-in function. */
function Meant({ index, kind, value, onChange }: Omit<ChoiceProps, 'place'>) {
  const { settled } = useEditor();
  const url = filledUrl(settled.actions[index]?.url ?? '', parametersOf(settled));
  const hint = functionHints({ [kind]: value || undefined }, url).find(({ suggestion }) => suggestion);
  if (!hint?.suggestion) return null;
  return (
    <p className={css.note}>
      {hint.message}{' '}
      <Button variant="subtle" size="compact-sm" onClick={() => onChange(hint.suggestion ?? value)}>
        Use {hint.suggestion}
      </Button>
    </p>
  );
}
