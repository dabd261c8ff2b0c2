'use client';
import { Button, Select, TextInput } from '@mantine/core';
import { IconPlayerPlay, IconPlayerRecord } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import type { EditedExample } from './blueprint-draft.ts';
import css from './blueprint-editor.module.css';
import { blueprintFieldId } from './blueprint-field.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';
import { type MockVerdict, useRecording } from './use-recording.ts';

const RecordFlyout = dynamic(() => import('./record-flyout.tsx').then((file) => file.RecordFlyout), { ssr: false });

const algorithms = [
  { value: 'remote', label: 'remote: takes parameters' },
  { value: 'text_embedding', label: 'text_embedding: takes documents' },
  { value: 'sparse_encoding', label: 'sparse_encoding: takes documents' },
  { value: 'text_similarity', label: 'text_similarity: takes a query and documents' },
];

type ExampleFieldsProps = {
  state: BlueprintEditorState;
  example: EditedExample;
  index: number;
  onChange: (changes: Partial<EditedExample>) => void;
};

/** One example: what is asked, what the service says, what ML Commons makes of it; each can be typed or recorded. */
export function ExampleFields({ state, example, index, onChange }: ExampleFieldsProps) {
  const can = useCan();
  const path = (member: string) => `examples.${index}.${member}`;
  const problemOf = (member: string) => state.problems.find((problem) => problem.path === path(member))?.message;
  const [isRecording, setRecording] = useState<boolean>(); // undefined until it was ever opened
  const recording = useRecording(state, example, index, onChange);
  const hasAnswer = example.recorded.trim() !== '';
  const editor = (member: 'input' | 'recorded' | 'expected', label: string, description: string, height: string) => (
    <CodeEditor
      id={blueprintFieldId(path(member))}
      label={label}
      description={description}
      value={example[member]}
      onChange={(text) => {
        recording.clear();
        onChange({ [member]: text });
      }}
      // What is expected comes of the answer, so nobody need ask for it.
      onBlur={member === 'recorded' && example.expected.trim() === '' && hasAnswer ? () => void recording.runOnMock() : undefined}
      language="json"
      height={height}
      error={problemOf(member)}
    />
  );
  return (
    <>
      <div className={css.pair}>
        <TextInput
          label="Title"
          id={blueprintFieldId(path('title'))}
          value={example.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
          error={problemOf('title')}
          autoComplete="off"
        />
        <Select
          label="Read as"
          data={algorithms}
          value={example.algorithm}
          onChange={(algorithm) => algorithm && onChange({ algorithm: algorithm as EditedExample['algorithm'] })} // as: one of the options
          allowDeselect={false}
        />
      </div>
      {editor('input', 'Input', 'What a predict call sends.', '140px')}
      {editor('recorded', 'Recorded answer', 'What the service says: record it, or paste it from its documentation.', '180px')}
      <div className={css.buttons}>
        <ReasonedButton
          variant="default"
          leftSection={<IconPlayerRecord size={16} aria-hidden />}
          refusal={!can('predict.send') && 'Calling the service needs the ml_full_access role.'}
          onClick={() => setRecording(true)}
        >
          Record from the service
        </ReasonedButton>
        <Button
          variant="light"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => void recording.runOnMock()}
          loading={recording.isRunning === 'mock'}
          data-run-mock
        >
          Run on mock
        </Button>
      </div>
      <Verdict verdict={recording.verdict} onTake={(expected) => onChange({ expected })} />
      {editor('expected', 'Expected result', 'What ML Commons answers then. Run on mock fills it in.', '180px')}
      {isRecording !== undefined && (
        <RecordFlyout state={state} recording={recording} opened={isRecording} onClose={() => setRecording(false)} />
      )}
    </>
  );
}

/** How the last run went; said again to those who do not see it. */
function Verdict({ verdict, onTake }: { verdict: MockVerdict | undefined; onTake: (expected: string) => void }) {
  if (!verdict) return null;
  switch (verdict.kind) {
    case 'taken':
      return <Callout kind="success">{verdict.words}</Callout>;
    case 'same':
      return <Callout kind="success">The mock answers as expected.</Callout>;
    case 'other':
      return (
        <Callout
          kind="warning"
          title="The mock answers something else"
          actions={
            <Button variant="default" onClick={() => onTake(verdict.expected)}>
              Expect this instead
            </Button>
          }
        >
          <JsonTree value={JSON.parse(verdict.expected)} depth={5} />
        </Callout>
      );
    case 'failed':
      return (
        <Callout kind="danger" title={verdict.words} isAlert>
          {verdict.response !== undefined && <JsonTree value={verdict.response} depth={4} />}
        </Callout>
      );
  }
}
