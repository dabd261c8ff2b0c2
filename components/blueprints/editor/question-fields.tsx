'use client';
import { Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { questionTypeNames } from '../words.ts';
import type { EditedQuestion } from './blueprint-draft.ts';
import css from './blueprint-editor.module.css';
import { blueprintFieldId } from './blueprint-field.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

const optional = <span className={css.optional}>(optional)</span>;

const parameterTypes = ['text', 'select', 'number', 'boolean'] as const;
const secretTypes = ['secret', 'text'] as const;

type QuestionFieldsProps = {
  state: BlueprintEditorState;
  question: EditedQuestion;
  index: number;
  onChange: (changes: Partial<EditedQuestion>) => void;
};

/** All that one question says. Its default is the value of its parameter, so it is changed there. */
export function QuestionFields({ state, question, index, onChange }: QuestionFieldsProps) {
  const isSecret = question.key.startsWith('credential.');
  const types = isSecret ? secretTypes : parameterTypes;
  const path = (member: string) => `questions.${index}.${member}`;
  const problemOf = (member: string) => state.problems.find((problem) => problem.path === path(member))?.message;
  const text = (name: 'label' | 'help' | 'pattern' | 'example') => ({
    id: blueprintFieldId(path(name)),
    value: question[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    error: problemOf(name),
    autoComplete: 'off',
  });
  return (
    <>
      <TextInput label="Label" {...text('label')} />
      <Textarea label={<>Help {optional}</>} {...text('help')} autosize minRows={1} maxRows={4} />
      <div className={css.pair}>
        <Select
          label="Type"
          data={types.map((type) => ({ value: type, label: questionTypeNames[type] }))}
          value={question.type}
          onChange={(type) => type && onChange({ type: type as EditedQuestion['type'] })} // as: one of the options
          allowDeselect={false}
        />
        <TextInput label={<>Example {optional}</>} {...text('example')} spellCheck={false} />
      </div>
      {question.type === 'select' && (
        <TagsInput
          label="Choices"
          description="Enter ends a choice. Other values stay possible."
          value={question.options}
          onChange={(options) => onChange({ options })}
          error={problemOf('options')}
        />
      )}
      {!isSecret && <DefaultField state={state} name={question.key.slice('parameters.'.length)} />}
      <TextInput
        label={<>Pattern {optional}</>}
        {...text('pattern')}
        description="A regular expression that the whole answer matches."
        spellCheck={false}
        classNames={{ input: css.code }}
      />
      <Switch label="Required" checked={question.required} onChange={(event) => onChange({ required: event.currentTarget.checked })} />
    </>
  );
}

function DefaultField({ state: { editor }, name }: { state: BlueprintEditorState; name: string }) {
  const rows = useWatch({ control: editor.form.control, name: 'parameters' });
  const row = rows.find((one) => one.name === name);
  const set = (value: string) =>
    editor.form.setValue('parameters', row ? rows.map((one) => (one.name === name ? { name, value } : one)) : [...rows, { name, value }], {
      shouldDirty: true,
      shouldTouch: true,
    });
  return (
    <TextInput
      label={<>Default {optional}</>}
      description="The value of the parameter."
      value={row?.value ?? ''}
      onChange={(event) => set(event.currentTarget.value)}
      spellCheck={false}
      autoComplete="off"
      classNames={{ input: css.code }}
    />
  );
}
