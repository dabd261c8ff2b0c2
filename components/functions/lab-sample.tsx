'use client';
import { Select } from '@mantine/core';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import type { BlueprintExample } from '#lib/blueprints/blueprint.ts';
import css from './function-lab.module.css';
import type { Lab } from './lab-state.ts';

const algorithms = ['remote', 'text_embedding', 'sparse_encoding', 'text_similarity'];
const madeUp = 'Made up for this action';

/** What goes in: the input of a call, or the answer of the service. */
export function LabSample({ lab, examples }: { lab: Lab; examples: readonly BlueprintExample[] }) {
  const { kind, sample, setSample, answer, setAnswer, example, choose } = lab;
  const isInput = kind === 'pre_process_function';
  return (
    <section className={css.part} aria-labelledby="lab-in">
      <h3 className={css.heading} id="lab-in">
        Sample in
      </h3>
      {examples.length > 0 && (
        <Select
          label="Sample"
          data={[...examples.map(({ title }) => title), madeUp]}
          value={example?.title ?? madeUp}
          onChange={(next) => choose(next === null || next === madeUp ? undefined : next)}
          allowDeselect={false}
        />
      )}
      {isInput && (
        <Select
          label="Read as"
          description="remote takes parameters, the others take documents."
          data={algorithms}
          value={sample.algorithm}
          onChange={(algorithm) => algorithm && setSample({ ...sample, algorithm })}
          allowDeselect={false}
        />
      )}
      {isInput ? (
        <CodeEditor
          key="input"
          label="Input of a call"
          value={sample.body}
          onChange={(body) => setSample({ ...sample, body })}
          height="200px"
        />
      ) : (
        <CodeEditor key="answer" label="Answer of the service" value={answer} onChange={setAnswer} height="280px" />
      )}
    </section>
  );
}
