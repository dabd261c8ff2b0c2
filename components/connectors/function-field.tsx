'use client';
import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { custom, type FunctionKind, functionChoices, functionDescription, functionLabels } from '#components/functions/function-options.ts';
import css from './connector-editor.module.css';
import { useEditor, useFieldError } from './editor-context.tsx';
import { fieldId } from './field-id.ts';
import { FunctionLabButton } from './function-lab-button.tsx';
import { PlaceNotes } from './place-notes.tsx';

const purposes: Record<FunctionKind, string> = {
  pre_process_function: 'Turns documents into parameters of the body.',
  post_process_function: 'Turns the answer into tensors.',
};

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
    <div className={css.function}>
      <Select
        id={isCustom ? undefined : fieldId(place)}
        label={
          <>
            {functionLabels[kind]} <span className={css.optional}>(optional)</span>
          </>
        }
        description={isCustom ? undefined : (description ?? purposes[kind])}
        placeholder="None"
        data={functionChoices(kind)}
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
          description="Painless, with params as its only variable."
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
      <div className={css.fieldTools}>
        <FunctionLabButton index={index} kind={kind} />
      </div>
    </div>
  );
}
