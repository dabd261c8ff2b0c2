'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { EditorSection } from '#components/connectors/editor-section.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import type { EditedExample } from './blueprint-draft.ts';
import css from './blueprint-editor.module.css';
import { blueprintFieldId } from './blueprint-field.ts';
import { type BlueprintEditorState, exampleFor } from './use-blueprint-editor.ts';

const ExampleFields = dynamic(() => import('./example-fields.tsx').then((file) => file.ExampleFields), {
  ssr: false,
  loading: () => <BoxSkeleton height={480} label="Loading the example" />,
});

/** Calls with their answers: shown on the blueprint's page, answered by the mock, checked before publishing. */
export function ExamplesSection({ state }: { state: BlueprintEditorState }) {
  const { draft, change, editor } = state;
  const [opened, setOpened] = useState<ReadonlySet<number>>(() => new Set(draft.examples.slice(0, 1).map(({ uid }) => uid)));
  const set = (examples: EditedExample[]) => change({ examples });
  const toggle = (uid: number) =>
    setOpened((before) => new Set(before.has(uid) ? [...before].filter((one) => one !== uid) : [...before, uid]));
  const add = () => {
    const example = exampleFor(draft, editor.settled);
    set([...draft.examples, example]);
    setOpened(new Set([...opened, example.uid]));
  };
  return (
    <EditorSection id="examples" number={6} title="Examples">
      <p className={css.note}>
        A call with its answer. Examples show what to expect, and the mock answers with them; publishing needs at least one.
      </p>
      <div className={css.rows} id={blueprintFieldId('examples')}>
        {draft.examples.map((example, index) => (
          <ExampleRow
            key={example.uid}
            state={state}
            example={example}
            index={index}
            isOpen={opened.has(example.uid)}
            onToggle={() => toggle(example.uid)}
            onChange={(changes) => set(draft.examples.map((one) => (one.uid === example.uid ? { ...one, ...changes } : one)))}
            onRemove={() => set(draft.examples.filter(({ uid }) => uid !== example.uid))}
          />
        ))}
      </div>
      <Button variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={add} className={css.start}>
        Add example
      </Button>
    </EditorSection>
  );
}

type ExampleRowProps = {
  state: BlueprintEditorState;
  example: EditedExample;
  index: number;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (changes: Partial<EditedExample>) => void;
  onRemove: () => void;
};

function ExampleRow({ state, example, index, isOpen, onToggle, onChange, onRemove }: ExampleRowProps) {
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const path = `examples.${index}`;
  const problems = state.problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`)).length;
  const name = example.title || `Example ${index + 1}`;
  return (
    <div className={css.row} id={blueprintFieldId(path)} data-row>
      <div className={css.rowHead}>
        <h3 className={css.rowTitle}>
          <button type="button" className={css.rowFold} aria-expanded={isOpen} onClick={onToggle} data-fold>
            <Chevron size={16} aria-hidden />
            <span className={css.rowName}>{name}</span>
            {problems > 0 && <span className={css.rowProblems}>{problems === 1 ? '1 problem' : `${problems} problems`}</span>}
          </button>
        </h3>
        <Tooltip label={`Remove ${name}`}>
          <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      {isOpen && (
        <div className={css.rowBody}>
          <ExampleFields state={state} example={example} index={index} onChange={onChange} />
        </div>
      )}
    </div>
  );
}
