'use client';
import { useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { type FileProblem, readBlueprintFile } from '../read-blueprint-file.ts';
import css from './blueprint-editor.module.css';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

/** The whole file as text. What can be read is taken over at once; what cannot is told, and the last good values stay. */
export function BlueprintJson({ state: { blueprint, load, setId, base } }: { state: BlueprintEditorState }) {
  const [text, setText] = useState(() => JSON.stringify(blueprint, null, 2));
  const [problems, setProblems] = useState<readonly FileProblem[]>([]);
  const write = (next: string) => {
    setText(next);
    const read = readBlueprintFile(next);
    if (read.kind === 'blueprint' && base.stored && read.blueprint.id !== base.blueprint.id) {
      setProblems([{ path: 'id', message: `It cannot be changed any more: it is ${base.blueprint.id}.` }]);
    } else if (read.kind === 'blueprint') {
      setProblems([]);
      load(read.blueprint);
      setId(read.blueprint.id);
    } else if (read.kind === 'broken') setProblems(read.problems);
    else
      setProblems([{ path: '', message: read.kind === 'empty' ? 'There is nothing here.' : 'This is a connector, not a blueprint file.' }]);
  };
  return (
    <div className={css.jsonView}>
      {problems.length > 0 && (
        <Callout kind="warning" title="The form keeps the last values that could be read">
          <ul className={css.plainList}>
            {problems.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path && <code translate="no">{path}</code>} {message}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <CodeEditor label="Blueprint as JSON" value={text} onChange={write} language="json" height="640px" />
    </div>
  );
}
