'use client';
import { Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { Controller, useFormState } from 'react-hook-form';
import { KeyValueRows } from '#components/ui/key-value-rows.tsx';
import { actionTypeOptions, headerNames, methods } from './action-labels.ts';
import css from './connector-editor.module.css';
import { useEditor, useFieldError } from './editor-context.tsx';
import { fieldId } from './field-id.ts';
import { FunctionField } from './function-field.tsx';
import { PlaceNotes } from './place-notes.tsx';
import { rowErrors, toPairs, withPairs } from './rows.ts';
import { TemplateField } from './template-field.tsx';
import { bodyRules, headerRules, urlRules } from './template-rules.ts';

/** All that an action says. */
export function ActionFields({ index }: { index: number }) {
  const { form, isReadOnly } = useEditor();
  const at = `actions.${index}` as const;
  const errors = { method: useFieldError(`${at}.method`), name: useFieldError(`${at}.name`), type: useFieldError(`${at}.action_type`) };
  return (
    <div className={css.actionBody}>
      <div className={css.trio}>
        <Controller
          control={form.control}
          name={`${at}.action_type`}
          render={({ field: { value, onChange } }) => (
            <Select
              id={fieldId(`${at}.action_type`)}
              label="Type"
              data={actionTypeOptions}
              value={value || null}
              onChange={(type) => type && onChange(type)}
              allowDeselect={false}
              readOnly={isReadOnly}
              error={errors.type}
            />
          )}
        />
        <Controller
          control={form.control}
          name={`${at}.method`}
          render={({ field: { value, onChange } }) => (
            <Select
              id={fieldId(`${at}.method`)}
              label="Method"
              data={methods.includes(value.toUpperCase()) || value === '' ? methods : [...methods, value]}
              value={methods.includes(value.toUpperCase()) ? value.toUpperCase() : value || null}
              onChange={(method) => method && onChange(method)}
              allowDeselect={false}
              readOnly={isReadOnly}
              error={errors.method}
            />
          )}
        />
        <TextInput
          label={
            <>
              Action name <span className={css.optional}>(optional)</span>
            </>
          }
          {...form.register(`${at}.name`)}
          defaultValue={form.getValues(`${at}.name`)}
          id={fieldId(`${at}.name`)}
          readOnly={isReadOnly}
          error={errors.name}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <PlaceNotes place={`${at}.action_type`} />
      <PlaceNotes place={`${at}.method`} />
      <ActionTemplate index={index} member="url" />
      <Headers index={index} />
      <ActionTemplate index={index} member="request_body" />
      <FunctionField index={index} kind="pre_process_function" />
      <FunctionField index={index} kind="post_process_function" />
    </div>
  );
}

const everyCall = /^Every call must bring /;

function ActionTemplate({ index, member }: { index: number; member: 'url' | 'request_body' }) {
  const { form, settled } = useEditor();
  const place = `actions.${index}.${member}` as const;
  const isUrl = member === 'url';
  const isFilledByCall = !isUrl && Boolean(settled.actions[index]?.pre_process_function);
  return (
    <Controller
      control={form.control}
      name={place}
      render={({ field: { value, onChange, onBlur } }) => (
        <div>
          <TemplateField
            index={index}
            place={place}
            label={isUrl ? 'URL' : 'Request body'}
            value={value}
            onChange={onChange}
            onBlur={onBlur}
            rule={isUrl ? urlRules : bodyRules}
            isFilledByCall={isFilledByCall}
            isSingleLine={isUrl}
          />
          <PlaceNotes place={place} without={isFilledByCall ? undefined : everyCall} />
        </div>
      )}
    />
  );
}

function Headers({ index }: { index: number }) {
  const { form, isReadOnly } = useEditor();
  const place = `actions.${index}.headers` as const;
  const error = useFieldError(`${place}.root`);
  const { errors } = useFormState({ control: form.control, name: place });
  return (
    <Controller
      control={form.control}
      name={place}
      render={({ field: { value: rows, onChange } }) => (
        <div>
          <p className={css.label}>Headers</p>
          <KeyValueRows
            label="Headers"
            rows={toPairs(rows)}
            onChange={(pairs) => onChange(withPairs(rows, pairs))}
            makeRow={() => ({ id: String(rows.length), key: '', value: '' })}
            addLabel="Add header"
            keyLabel="Header"
            keySuggestions={headerNames}
            {...rowErrors(errors.actions?.[index]?.headers)}
            noteOf={(row) => <PlaceNotes place={`${place}.${row.id}.value`} />}
            renderValue={(row, set, label) => (
              <HeaderValue index={index} place={`${place}.${row.id}.value`} header={row.key} label={label} value={row.value} set={set} />
            )}
            isReadOnly={isReadOnly}
          />
          {error && <p className={css.error}>{error}</p>}
        </div>
      )}
    />
  );
}

type HeaderValueProps = { index: number; place: string; header: string; label: string; value: string; set: (value: string) => void };

function HeaderValue({ index, place, header, label, value, set }: HeaderValueProps) {
  const { settled } = useEditor();
  const rule = useMemo(() => headerRules(header, settled.protocol), [header, settled.protocol]);
  return <TemplateField index={index} place={place} label={label} value={value} onChange={set} rule={rule} isSingleLine isLabelHidden />;
}
