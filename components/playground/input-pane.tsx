'use client';
import { ActionIcon, Autocomplete, Button, Menu, SegmentedControl, Select, Textarea, Tooltip } from '@mantine/core';
import { IconChevronDown, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import type { InputField } from '#lib/predict/input-fields.ts';
import css from './input-pane.module.css';
import { type Algorithm, algorithms, inputOfExample, type PlaygroundInput } from './playground-input.ts';

type InputPaneProps = {
  /** One for each pane on the page. */
  id?: string;
  input: PlaygroundInput;
  onChange: (input: PlaygroundInput) => void;
  onReset: () => void;
  /** Parameters that the form asks for, and those that could be added. */
  fields: readonly InputField[];
  others: string[];
  /** Documents are ranked by a query. */
  hasQuery: boolean;
  examples: readonly ExampleInput[];
  actions: React.ReactNode;
};

const kinds = [
  { value: 'parameters', label: 'Parameters' },
  { value: 'text_docs', label: 'Documents' },
  { value: 'json', label: 'JSON' },
];

const ownId = 'playground-input';

/** Where a remedy finds the field of a parameter. */
export const parameterFieldId = (name: string, paneId = ownId) => `${paneId}-${name}`;

const help = ({ required, kind, fallback }: InputField) =>
  [required ? 'required' : 'optional', kind === 'json' ? 'list, object or number' : 'text', fallback !== undefined && `else ${fallback}`]
    .filter(Boolean)
    .join(' · ');

/** What the call brings: the generated form, documents, or the predict body itself. */
export function InputPane({ id = ownId, input, onChange, onReset, fields, others, hasQuery, examples, actions }: InputPaneProps) {
  const change = (part: Partial<PlaygroundInput>) => onChange({ ...input, ...part });
  return (
    <Panel title="Input" id={id} actions={<Examples examples={examples} onChange={onChange} onReset={onReset} />}>
      <div className={css.stack}>
        <SegmentedControl
          aria-label="Input as"
          data={kinds}
          value={input.kind}
          onChange={(kind) => change({ kind: kind as PlaygroundInput['kind'] })} // as: one of the values above
          fullWidth
        />
        {input.kind === 'parameters' && (
          <Parameters paneId={id} fields={fields} others={others} typed={input.typed} onChange={(typed) => change({ typed })} />
        )}
        {input.kind === 'text_docs' && <Documents input={input} hasQuery={hasQuery} change={change} />}
        {input.kind === 'json' && <Body input={input} change={change} />}
        <div className={css.actions}>{actions}</div>
      </div>
    </Panel>
  );
}

function Examples({ examples, onChange, onReset }: Pick<InputPaneProps, 'examples' | 'onChange' | 'onReset'>) {
  return (
    <>
      {examples.length > 0 && (
        <Menu>
          <Menu.Target>
            <Button variant="subtle" rightSection={<IconChevronDown size={16} aria-hidden />}>
              Examples
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {examples.map((example) => (
              <Menu.Item key={example.title} onClick={() => onChange(inputOfExample(example))}>
                {example.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button variant="subtle" onClick={onReset}>
        Reset
      </Button>
    </>
  );
}

type ParametersProps = {
  paneId: string;
  fields: readonly InputField[];
  others: string[];
  typed: Record<string, string>;
  onChange: (typed: Record<string, string>) => void;
};

function Parameters({ paneId, fields, others, typed, onChange }: ParametersProps) {
  const [name, setName] = useState('');
  const add = () => {
    if (name.trim() !== '') onChange({ ...typed, [name.trim()]: typed[name.trim()] ?? '' });
    setName('');
  };
  return (
    <>
      {fields.length === 0 && <p className={css.note}>The connector fills every parameter of this action.</p>}
      {fields.map((field) => (
        <Textarea
          key={field.name}
          id={parameterFieldId(field.name, paneId)}
          label={<span translate="no">{field.name}</span>}
          description={help(field)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={typed[field.name] ?? ''}
          onChange={(event) => onChange({ ...typed, [field.name]: event.currentTarget.value })}
          autosize
          minRows={1}
          maxRows={8}
          classNames={field.kind === 'json' ? { input: css.code } : {}}
          spellCheck={false}
        />
      ))}
      <div className={css.add}>
        <Autocomplete
          label="Another parameter"
          description={others.length > 0 ? 'Also what the connector fills, for this call only.' : undefined}
          placeholder="name"
          data={others}
          value={name}
          onChange={setName}
          onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && !event.metaKey && add()}
        />
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          Add
        </Button>
      </div>
    </>
  );
}

type PartProps = { input: PlaygroundInput; change: (part: Partial<PlaygroundInput>) => void };

function Documents({ input, hasQuery, change }: PartProps & { hasQuery: boolean }) {
  const set = (index: number, text: string) => change({ docs: input.docs.map((doc, place) => (place === index ? text : doc)) });
  return (
    <>
      {hasQuery && (
        <Textarea
          label="Query"
          value={input.query}
          onChange={(event) => change({ query: event.currentTarget.value })}
          autosize
          maxRows={6}
        />
      )}
      {input.docs.map((doc, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: documents have no identity but their place
        <div key={index} className={css.document}>
          <Textarea
            label={`Document ${index + 1}`}
            value={doc}
            onChange={(event) => set(index, event.currentTarget.value)}
            autosize
            minRows={1}
            maxRows={8}
          />
          {input.docs.length > 1 && (
            <Tooltip label={`Remove document ${index + 1}`}>
              <ActionIcon
                aria-label={`Remove document ${index + 1}`}
                onClick={() => change({ docs: input.docs.filter((_, place) => place !== index) })}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => change({ docs: [...input.docs, ''] })}
        className={css.start}
      >
        Add document
      </Button>
    </>
  );
}

function Body({ input, change }: PartProps) {
  return (
    <>
      <Select
        label="Algorithm"
        description="Who reads the body: remote takes parameters, the others take documents."
        data={[...algorithms]}
        value={input.algorithm}
        onChange={(algorithm) => algorithm && change({ algorithm: algorithm as Algorithm })} // as: one of the values above
        allowDeselect={false}
      />
      <CodeEditor label="Predict body" value={input.json} onChange={(json) => change({ json })} height="240px" />
    </>
  );
}
