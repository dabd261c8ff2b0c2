'use client';
import { Autocomplete, Button, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Controller, useFormState } from 'react-hook-form';
import { Callout } from '#components/ui/callout.tsx';
import { KeyValueRows } from '#components/ui/key-value-rows.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { DraftRow } from './connector-draft.ts';
import css from './connector-editor.module.css';
import { awsServices } from './draft-protocol.ts';
import { duplicateLink } from './duplicate-link.ts';
import { type Editor, questionFor, useEditor, useFieldError } from './editor-context.tsx';
import { EditorSection } from './editor-section.tsx';
import { fieldId } from './field-id.ts';
import { parameterUse, storedForm, unknownNames } from './parameter-facts.ts';
import { PlaceNotes } from './place-notes.tsx';
import { type Pair, rowErrors, toPairs, withPairs } from './rows.ts';

const skipName = 'skip_validating_missing_parameters';

/** The connector's own parameters, and the one of them that is a switch. */
export function ParametersSection() {
  const { form, stored, isReadOnly } = useEditor();
  const error = useFieldError('parameters.root');
  const { errors } = useFormState({ control: form.control, name: 'parameters' });
  const [leaving, setLeaving] = useState<readonly string[]>([]);
  const isStored = (name: string) => stored !== undefined && Object.hasOwn(stored.connector.parameters, name);
  return (
    <EditorSection id="parameters" number={3} title="Parameters">
      <Controller
        control={form.control}
        name="parameters"
        render={({ field: { value: rows, onChange } }) => {
          const shown = toPairs(rows).filter(({ key }) => key !== skipName);
          const remove = ({ key, id }: Pair) => {
            if (isStored(key)) setLeaving([...leaving.filter((one) => one !== key), key]);
            else onChange(rows.filter((_, place) => String(place) !== id));
          };
          return (
            <>
              {shown.length === 0 && <p className={css.note}>No parameters. Values that stay the same between calls belong here.</p>}
              <KeyValueRows
                label="Parameters"
                rows={shown}
                onChange={(pairs) => onChange(withPairs(rows, pairs, ({ name }) => name === skipName))}
                makeRow={() => ({ id: String(rows.length), key: '', value: '' })}
                addLabel="Add parameter"
                keyLabel="Parameter"
                {...rowErrors(errors.parameters)}
                renderValue={(row, set, label) => (
                  <Value name={row.key} place={`parameters.${row.id}.value`} {...{ label, set }} value={row.value} />
                )}
                noteOf={(row) => <Notes row={{ name: row.key, value: row.value }} place={`parameters.${row.id}.value`} />}
                onRemove={remove}
                isReadOnly={isReadOnly}
              />
              {leaving.map((name) => (
                <KeptNotice key={name} name={name} onUndo={() => setLeaving(leaving.filter((one) => one !== name))} />
              ))}
              <Unknown onAdd={(name) => onChange([...rows, { name, value: '' }])} />
              {error && <p className={css.error}>{error}</p>}
              <PlaceNotes place="parameters" />
              <SkipSwitch rows={rows} onChange={onChange} />
            </>
          );
        }}
      />
    </EditorSection>
  );
}

type ValueProps = { name: string; place: string; label: string; value: string; set: (value: string) => void };

/** A text that grows; a list to choose from where the values are known, which still takes any. */
function Value({ name, place, label, value, set }: ValueProps) {
  const { blueprint, settled, isReadOnly } = useEditor();
  const error = useFieldError(place);
  const question = questionFor(blueprint, `parameters.${name}`);
  const options = question?.options ?? (name === 'service_name' && settled.protocol === 'aws_sigv4' ? awsServices : undefined);
  const shared = {
    id: fieldId(place),
    'aria-label': label,
    value,
    error,
    readOnly: isReadOnly,
    spellCheck: false,
    placeholder: question?.example ?? 'Value',
    classNames: { input: css.code },
  };
  if (options) return <Autocomplete {...shared} data={[...options]} onChange={set} comboboxProps={{ keepMounted: false }} />;
  return <Textarea {...shared} autosize minRows={1} maxRows={8} onChange={(event) => set(event.currentTarget.value)} />;
}

function Notes({ row, place }: { row: DraftRow; place: string }) {
  const { settled, source, blueprint } = useEditor();
  const question = questionFor(blueprint, `parameters.${row.name}`);
  const form = storedForm(row, source);
  return (
    <>
      {question && (
        <span className={css.question}>
          {question.label}
          {question.help && `. ${question.help}`}
        </span>
      )}
      <Use name={row.name} editor={{ settled }} />
      {form && (
        <span className={css.stored}>{form.isRespelt ? `Written as ${form.written}, stored as ${row.value}` : 'Stored as text'}</span>
      )}
      <PlaceNotes place={place} />
    </>
  );
}

function Use({ name, editor: { settled } }: { name: string; editor: Pick<Editor, 'settled'> }) {
  if (name === '' || settled.parameters.every((row) => row.name !== name)) return null;
  const { count, isAddress, isInstruction } = parameterUse(name, settled);
  if (isAddress) return <span className={css.mark}>part of the address</span>;
  if (count > 0) return <span className={css.fact}>used in {count === 1 ? '1 place' : `${count} places`}</span>;
  return isInstruction ? (
    <span className={css.fact}>used by the studio itself</span>
  ) : (
    <span className={css.fact} data-kind="unused">
      not used
    </span>
  );
}

function KeptNotice({ name, onUndo }: { name: string; onUndo: () => void }) {
  const { stored } = useEditor();
  return (
    <Callout
      kind="warning"
      isAlert
      title={
        <>
          <code translate="no">{name}</code> stays
        </>
      }
      actions={
        <>
          <Button variant="default" onClick={onUndo}>
            Undo
          </Button>
          {stored && (
            <LinkButton variant="default" href={duplicateLink(stored.connector_id, `parameters.${name}`)}>
              Duplicate without it
            </LinkButton>
          )}
        </>
      }
    >
      <p>ML Commons keeps parameters that an update leaves out.</p>
    </Callout>
  );
}

/** Names that the actions use and nothing fills: fine when every call brings them. */
function Unknown({ onAdd }: { onAdd: (name: string) => void }) {
  const { settled, isReadOnly } = useEditor();
  const names = unknownNames(settled).filter(() => settled.actions.every(({ pre_process_function }) => pre_process_function === ''));
  if (names.length === 0 || isReadOnly) return null;
  return (
    <p className={css.note}>
      Every call brings:{' '}
      {names.map((name) => (
        <Button key={name} variant="subtle" size="compact-sm" onClick={() => onAdd(name)} aria-label={`Add parameter ${name}`}>
          {name}
        </Button>
      ))}
    </p>
  );
}

function SkipSwitch({ rows, onChange }: { rows: DraftRow[]; onChange: (rows: DraftRow[]) => void }) {
  const { isReadOnly, stored } = useEditor();
  const row = rows.find(({ name }) => name === skipName);
  const isOn = row?.value.toLowerCase() === 'true';
  const others = rows.filter(({ name }) => name !== skipName);
  const wasStored = stored !== undefined && Object.hasOwn(stored.connector.parameters, skipName);
  const change = (checked: boolean) => {
    // A stored parameter cannot be taken away, but false means the same as absent.
    if (checked || wasStored) onChange([...others, { name: skipName, value: String(checked) }]);
    else onChange(others);
  };
  return (
    <Switch
      id={fieldId(skipName)}
      label={<span translate="no">{skipName}</span>}
      description={
        isOn
          ? 'Placeholders that nothing fills are sent as they stand.'
          : 'A call that leaves a placeholder of the body unfilled is refused.'
      }
      checked={isOn}
      disabled={isReadOnly}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}
