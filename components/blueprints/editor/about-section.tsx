'use client';
import { Group, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { Protocol } from '#components/connectors/basics-section.tsx';
import { useFieldError } from '#components/connectors/editor-context.tsx';
import { EditorSection } from '#components/connectors/editor-section.tsx';
import { fieldId } from '#components/connectors/field-id.ts';

import { providerNames } from '#lib/blueprints/provider-names.ts';
import { taskNames } from '../words.ts';
import css from './blueprint-editor.module.css';
import { blueprintFieldId } from './blueprint-field.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';
import { useBlueprintProblem } from './use-blueprint-problem.ts';

const optional = <span className={css.optional}>(optional)</span>;

const taskOptions = Object.entries(taskNames).map(([value, label]) => ({ value, label }));

const providerOptions = (current: string) => {
  const known = Object.entries(providerNames).map(([value, label]) => ({ value, label }));
  const others = ['other', ...(current ? [current] : [])].filter((value) => !Object.hasOwn(providerNames, value));
  return [...known, ...[...new Set(others)].map((value) => ({ value, label: value === 'other' ? 'Another one' : value }))];
};

/** What the blueprint is called and about, and who sees it. */
export function AboutSection({ state }: { state: BlueprintEditorState }) {
  const { draft, change, blueprint, base, access, setAccess, setId, editor } = state;
  const problemOf = useBlueprintProblem(state);
  const isStored = base.stored !== undefined;
  const text = (name: 'title' | 'summary' | 'docs_url' | 'notes' | 'trusted_pattern') => ({
    id: blueprintFieldId(name),
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
    error: problemOf(name),
    autoComplete: 'off',
  });
  const nameError = useFieldError('name');
  return (
    <EditorSection id="basics" number={1} title="About">
      <TextInput label="Title" {...text('title')} description="As the gallery shows it." />
      <Textarea label="Summary" {...text('summary')} description="One sentence: what it is good for." autosize minRows={1} maxRows={4} />
      <div className={css.pair}>
        <Select
          label="Provider"
          id={blueprintFieldId('provider')}
          data={providerOptions(blueprint.provider)}
          value={blueprint.provider || null}
          onChange={(provider) => provider && change({ provider })}
          searchable
          allowDeselect={false}
          error={problemOf('provider')}
        />
        <Select
          label="Task"
          id={blueprintFieldId('task')}
          data={taskOptions}
          value={draft.task}
          onChange={(task) => task && change({ task: task as typeof draft.task })} // as: one of the options
          searchable
          allowDeselect={false}
        />
      </div>
      <TextInput
        label="Trusted pattern"
        {...text('trusted_pattern')}
        placeholder={blueprint.trusted_pattern || undefined}
        description="What an administrator adds to the trusted endpoints. It pins the host."
        spellCheck={false}
        classNames={{ input: css.code }}
      />
      <TextInput label={<>Documentation {optional}</>} {...text('docs_url')} placeholder="https://" spellCheck={false} />
      <Textarea
        label={<>Notes {optional}</>}
        {...text('notes')}
        description="Quirks worth knowing, one a line."
        autosize
        minRows={1}
        maxRows={8}
      />
      <div className={css.pair}>
        <TextInput
          label={<>Connector name {optional}</>}
          {...editor.form.register('name')}
          defaultValue={editor.form.formState.defaultValues?.name}
          id={fieldId('name')}
          placeholder={draft.title}
          description="What connectors made from it begin with."
          error={nameError ?? problemOf('connector.name')}
          autoComplete="off"
        />
        <TextInput
          label="Id"
          id={blueprintFieldId('id')}
          value={blueprint.id}
          readOnly={isStored}
          description={isStored ? 'It cannot be changed any more.' : 'Stands in its address. It cannot be changed later.'}
          onChange={(event) => setId(event.currentTarget.value)}
          error={problemOf('id')}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: css.code }}
        />
      </div>
      <Protocol />
      <Radio.Group label="Who sees it" value={access} onChange={(next) => setAccess(next === 'private' ? 'private' : 'public')}>
        <Group gap={24} mt={4}>
          <Radio value="public" label="Everyone, once it is published" />
          <Radio value="private" label="Only you and administrators" />
        </Group>
      </Radio.Group>
    </EditorSection>
  );
}
