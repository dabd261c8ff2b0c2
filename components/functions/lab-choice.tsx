'use client';
import { SegmentedControl, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import type { EditorProblem } from '#components/ui/editor-problem.ts';
import css from './function-lab.module.css';
import { custom, type FunctionKind, functionChoices, functionDescription, functionLabels } from './function-options.ts';
import type { Lab } from './lab-state.ts';
import { problemsAt } from './script-problems.ts';

const directions: { value: FunctionKind; label: string }[] = [
  { value: 'pre_process_function', label: 'Input to parameters' },
  { value: 'post_process_function', label: 'Answer to tensors' },
];

const none: Record<FunctionKind, string> = {
  pre_process_function: 'None: documents become input, parameters pass as they are',
  post_process_function: 'None: the answer passes as it is',
};

/** A script to begin with, which works on most samples. */
const starters: Record<FunctionKind, string> = {
  pre_process_function: `String text = params.text_docs[0];\nreturn '{"parameters": {"input": "' + text + '"}}';`,
  post_process_function: `return '{"name": "response", "dataAsMap": {"response": "' + escape(params.toString()) + '"}}';`,
};

/** Which function is tried: its direction, a built-in one, or a script. */
export function LabChoice({ lab }: { lab: Lab }) {
  const { kind, setKind, text, setText, misfit, result } = lab;
  const description = functionDescription(kind, text);
  const [isEmptyScript, setEmptyScript] = useState(false);
  const [kept, setKept] = useState<Partial<Record<FunctionKind, string>>>({});
  const isScript = (isEmptyScript && text === '') || (text !== '' && description === undefined);
  const choose = (next: string | null) => {
    if (isScript) setKept({ ...kept, [kind]: text });
    setEmptyScript(next === custom);
    // A script that was written is there again when somebody comes back to it.
    setText(next === custom ? (isScript ? text : (kept[kind] ?? starters[kind])) : (next ?? ''));
  };
  const problems = useMemo(
    (): EditorProblem[] => (isScript && result.kind === 'failed' ? problemsAt(text, result) : []),
    [isScript, text, result],
  );
  return (
    <div className={css.part}>
      <SegmentedControl
        aria-label="Direction"
        data={directions}
        value={kind}
        onChange={(next) => setKind(directions.find(({ value }) => value === next)?.value ?? kind)}
      />
      <Select
        label={functionLabels[kind]}
        description={isScript ? 'Painless, with params as its only variable.' : (description ?? none[kind])}
        placeholder="None"
        data={functionChoices(kind)}
        value={isScript ? custom : text || null}
        onChange={choose}
        searchable
        clearable
        nothingFoundMessage="No function of that name"
      />
      {isScript && <CodeEditor label="Script" value={text} onChange={setText} language="text" height="200px" problems={problems} />}
      {misfit && (
        <Callout kind="warning" title="This function is made for another service">
          <p>{misfit}</p>
        </Callout>
      )}
    </div>
  );
}
