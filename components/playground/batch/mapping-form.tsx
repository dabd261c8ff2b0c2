'use client';
import { ActionIcon, Select, Textarea, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Mapping } from '#lib/client/batches.ts';
import type { InputField } from '#lib/predict/input-fields.ts';
import css from './batch.module.css';

type MappingFormProps = {
  mapping: Mapping;
  columns: readonly string[];
  fields: readonly InputField[];
  onChange: (mapping: Mapping) => void;
};

/** What of a row fills which parameter, or becomes a document. */
export function MappingForm({ mapping, columns, fields, onChange }: MappingFormProps) {
  const { parameters, text_docs, query_text } = mapping;
  if (text_docs) {
    return (
      <div className={css.stack}>
        {query_text !== undefined && (
          <Filled
            label="Query"
            text={query_text}
            columns={columns}
            isRequired
            onText={(text) => onChange({ ...mapping, query_text: text })}
          />
        )}
        {text_docs.map((text, at) => (
          <Filled
            // biome-ignore lint/suspicious/noArrayIndexKey: the places stay, what stands in them changes
            key={at}
            label={text_docs.length > 1 ? `Document ${at + 1}` : 'Document'}
            help="A list of texts is that many documents."
            text={text}
            columns={columns}
            isRequired
            onText={(next) => onChange({ ...mapping, text_docs: text_docs.map((old, place) => (place === at ? next : old)) })}
          />
        ))}
      </div>
    );
  }
  const shown = Object.keys(parameters ?? {});
  const put = (name: string, text: string) => onChange({ ...mapping, parameters: { ...parameters, [name]: text } });
  const remove = (name: string) =>
    onChange({ ...mapping, parameters: Object.fromEntries(Object.entries(parameters ?? {}).filter(([each]) => each !== name)) });
  const others = fields.map(({ name }) => name).filter((name) => !shown.includes(name));
  return (
    <div className={css.stack}>
      {shown.length === 0 && <p className={css.note}>The action asks for no parameters: every row would send the same.</p>}
      {shown.map((name) => {
        const field = fields.find((each) => each.name === name);
        return (
          <Filled
            key={name}
            label={name}
            help={field ? helpOf(field) : 'added'}
            text={parameters?.[name] ?? ''}
            columns={columns}
            isRequired={field?.required ?? false}
            onText={(text) => put(name, text)}
            {...(!field?.required && { onRemove: () => remove(name) })}
          />
        );
      })}
      {others.length > 0 && (
        <Select
          label="Add a parameter"
          placeholder="Parameter"
          data={others}
          value={null}
          onChange={(name) => name !== null && put(name, '')}
        />
      )}
    </div>
  );
}

const helpOf = ({ required, kind, fallback }: InputField) =>
  [required ? 'required' : 'optional', kind === 'json' ? 'list, object or number' : 'text', fallback !== undefined && `else ${fallback}`]
    .filter(Boolean)
    .join(' · ');

type FilledProps = {
  label: string;
  help?: string;
  text: string;
  columns: readonly string[];
  isRequired: boolean;
  onText: (text: string) => void;
  onRemove?: () => void;
};

const column = (name: string) => `{{${name}}}`;
const asText = ' text';

/** A column, or a text with columns in it. */
function Filled({ label, help, text, columns, isRequired, onText, onRemove }: FilledProps) {
  const whole = columns.find((name) => column(name) === text);
  const isText = whole === undefined && text !== '';
  return (
    <div className={css.filled}>
      <div className={css.line}>
        <Select
          label={label}
          description={help}
          placeholder="Nothing"
          className={css.choice}
          required={isRequired}
          data={[
            { group: 'Columns', items: columns.map((name) => ({ value: name, label: name })) },
            { group: 'Or', items: [{ value: asText, label: 'A text with columns' }] },
          ]}
          value={isText ? asText : (whole ?? null)}
          clearable={!isRequired}
          onChange={(chosen) => onText(chosen === null ? '' : chosen === asText ? `${text || column(columns[0] ?? '')} ` : column(chosen))}
        />
        {onRemove && (
          <Tooltip label={`Remove ${label}`}>
            <ActionIcon aria-label={`Remove ${label}`} onClick={onRemove}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {isText && (
        <Textarea
          aria-label={`${label} as text`}
          classNames={{ input: css.text }}
          rows={2}
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
