'use client';
import { Group, Radio, Textarea, TextInput } from '@mantine/core';
import { Controller } from 'react-hook-form';
import { Callout } from '#components/ui/callout.tsx';
import { IdText } from '#components/ui/id-text.tsx';
import { isMcpProtocol } from '#lib/connectors/build-connector.ts';
import css from './connector-editor.module.css';
import { withProtocol } from './draft-protocol.ts';
import { useEditor, useFieldError } from './editor-context.tsx';
import { EditorSection } from './editor-section.tsx';
import { fieldId } from './field-id.ts';

const optional = <span className={css.optional}>(optional)</span>;

/** Name, description, version, id and protocol. */
export function BasicsSection() {
  const { form, stored, isReadOnly } = useEditor();
  const { register, trigger } = form;
  // The allowed characters are checked while typing, not only when the field is left.
  const text = (name: 'name' | 'description' | 'connector_id') => ({
    ...register(name, { onChange: () => trigger(name) }),
    id: fieldId(name),
    defaultValue: form.formState.defaultValues?.[name], // for the server's paint; the form sets it afterwards
    readOnly: isReadOnly,
    autoComplete: 'off',
  });
  const errors = {
    name: useFieldError('name'),
    description: useFieldError('description'),
    version: useFieldError('version'),
    connector_id: useFieldError('connector_id'),
  };
  return (
    <EditorSection id="basics" number={1} title="Basics">
      <TextInput label="Name" {...text('name')} error={errors.name} />
      <Textarea label={<>Description {optional}</>} {...text('description')} error={errors.description} autosize minRows={1} maxRows={6} />
      <div className={css.pair}>
        <TextInput
          label="Version"
          description="A number or word of your own."
          {...register('version')}
          defaultValue={form.formState.defaultValues?.version}
          id={fieldId('version')}
          readOnly={isReadOnly}
          error={errors.version}
          autoComplete="off"
        />
        {stored ? (
          <div>
            <p className={css.label}>Id</p>
            <IdText id={stored.connector_id} whole />
          </div>
        ) : (
          <TextInput
            label={<>Id {optional}</>}
            placeholder="auto"
            description="Letters, digits, _ and -. It cannot be changed later."
            {...text('connector_id')}
            error={errors.connector_id}
            spellCheck={false}
          />
        )}
      </div>
      <Protocol />
    </EditorSection>
  );
}

/** http, or signed for AWS; another one brings the rows that it needs. */
export function Protocol() {
  const { form, isReadOnly, setActiveAction } = useEditor();
  const error = useFieldError('protocol');
  const change = (protocol: string) => {
    form.reset(withProtocol(form.getValues(), protocol), { keepErrors: true, keepTouched: true, keepDefaultValues: true });
    setActiveAction(0);
  };
  return (
    <Controller
      control={form.control}
      name="protocol"
      render={({ field: { value } }) =>
        isMcpProtocol(value) ? (
          <Callout>
            <p>
              This connector speaks <code translate="no">{value}</code>. The studio shows such connectors but does not edit their protocol.
            </p>
          </Callout>
        ) : (
          <Radio.Group
            label="Protocol"
            description="aws_sigv4 signs every request with AWS keys."
            value={value}
            onChange={change}
            error={error}
            readOnly={isReadOnly}
          >
            <Group gap={24} mt={4} mb={4}>
              <Radio value="http" label={<span translate="no">http</span>} id={fieldId('protocol')} disabled={isReadOnly} />
              <Radio value="aws_sigv4" label={<span translate="no">aws_sigv4</span>} disabled={isReadOnly} />
            </Group>
          </Radio.Group>
        )
      }
    />
  );
}
