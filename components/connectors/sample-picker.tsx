'use client';
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import type { Sample } from './draft-preview.ts';
import css from './preview-pane.module.css';

const algorithms = ['remote', 'text_embedding', 'sparse_encoding', 'text_similarity'];

/** The sample that was chosen: an example by its title, one that was typed, or what suits the action. */
export type SampleChoice = { kind: 'suited' } | { kind: 'example'; title: string } | { kind: 'typed'; sample: Sample };

type SamplePickerProps = {
  choice: SampleChoice;
  onChoose: (choice: SampleChoice) => void;
  /** What is in use now. */
  sample: Sample;
  examples: readonly ExampleInput[];
};

/** What the preview and the tests call the draft with. */
export function SamplePicker({ choice, onChoose, sample, examples }: SamplePickerProps) {
  const [isOpen, setOpen] = useState(false);
  const change = (part: Partial<Sample>) => onChoose({ kind: 'typed', sample: { ...sample, ...part } });
  return (
    <div className={css.sample}>
      <div className={css.sampleHead}>
        <Select
          label="Sample input"
          data={[
            ...examples.map(({ title }) => ({ value: `example ${title}`, label: title })),
            { value: 'suited', label: 'Made up for this action' },
            { value: 'typed', label: 'Typed' },
          ]}
          value={choice.kind === 'example' ? `example ${choice.title}` : choice.kind}
          onChange={(value) => {
            if (value === 'typed') {
              onChoose({ kind: 'typed', sample });
              setOpen(true);
            } else if (value?.startsWith('example ')) onChoose({ kind: 'example', title: value.slice('example '.length) });
            else onChoose({ kind: 'suited' });
          }}
          allowDeselect={false}
        />
        <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close' : 'Edit'}
        </Button>
      </div>
      {isOpen && (
        <>
          <Select
            label="Read as"
            description="remote takes parameters, the others take documents."
            data={algorithms}
            value={sample.algorithm}
            onChange={(algorithm) => algorithm && change({ algorithm })}
            allowDeselect={false}
          />
          <CodeEditor label="Sample input" value={sample.body} onChange={(body) => change({ body })} language="json" height="160px" />
        </>
      )}
    </div>
  );
}
