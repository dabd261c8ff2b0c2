'use client';
import { Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { Controller } from 'react-hook-form';
import { KeyValueRows } from '#components/ui/key-value-rows.tsx';
import { TemplateEditor } from '#components/ui/template-editor.tsx';
import { actionTypeOptions, headerNames, methods, producedBy } from './action-labels.ts';
import css from './connector-editor.module.css';
import { credentialNames } from './draft-protocol.ts';
import { useEditor, useFieldError } from './editor-context.tsx';
import { fieldId } from './field-id.ts';
import { FunctionField } from './function-field.tsx';
import { PlaceNotes } from './place-notes.tsx';
import { rowErrors, toPairs, withPairs } from './rows.ts';
import { addParameter, bodyRules, headerRules, type PlaceholderRule, templateProblems, urlRules } from './template-rules.ts';

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

/** What is offered after `${`, with what fills it now; the same while nothing changes. */
function usePlaceholders(index: number, hasCredential: boolean) {
  const { settled, stored } = useEditor();
  return useMemo(() => {
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
}

type TemplateProps = {
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
function Template({ index, place, label, value, onChange, onBlur, rule, isFilledByCall, isSingleLine, isLabelHidden }: TemplateProps) {
  const { form, isReadOnly } = useEditor();
  const error = useFieldError(place);
  const placeholders = usePlaceholders(index, place.includes('.headers.'));
  const diagnostics = useMemo(() => {
    const known = isFilledByCall ? undefined : new Set(placeholders.map(({ name }) => name));
    return templateProblems(value, rule, known, (name) => addParameter(form, name));
  }, [value, rule, placeholders, isFilledByCall, form]);
  return (
    <TemplateEditor
      key={String(isReadOnly)} // whether it can be changed is decided when it is made
      id={fieldId(place)}
      label={label}
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      placeholders={placeholders}
      diagnostics={diagnostics}
      isSingleLine={isSingleLine}
      isLabelHidden={isLabelHidden}
      isReadOnly={isReadOnly}
      error={error}
      language={isSingleLine ? 'text' : 'json'}
      height="200px"
    />
  );
}

function ActionTemplate({ index, member }: { index: number; member: 'url' | 'request_body' }) {
  const { form, settled } = useEditor();
  const place = `actions.${index}.${member}` as const;
  const isUrl = member === 'url';
  return (
    <Controller
      control={form.control}
      name={place}
      render={({ field: { value, onChange, onBlur } }) => (
        <div>
          <Template
            index={index}
            place={place}
            label={isUrl ? 'URL' : 'Request body'}
            value={value}
            onChange={onChange}
            onBlur={onBlur}
            rule={isUrl ? urlRules : bodyRules}
            isFilledByCall={!isUrl && Boolean(settled.actions[index]?.pre_process_function)}
            isSingleLine={isUrl}
          />
          <PlaceNotes place={place} />
        </div>
      )}
    />
  );
}

function Headers({ index }: { index: number }) {
  const { form, isReadOnly } = useEditor();
  const place = `actions.${index}.headers` as const;
  const error = useFieldError(`${place}.root`);
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
            {...rowErrors(form.formState.errors.actions?.[index]?.headers)}
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
  return <Template index={index} place={place} label={label} value={value} onChange={set} rule={rule} isSingleLine isLabelHidden />;
}
