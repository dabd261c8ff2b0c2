'use client';
import { TextInput } from '@mantine/core';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { type BlueprintDraft, type MockName, mockNames } from './blueprint-draft.ts';
import css from './blueprint-editor.module.css';
import { blueprintFieldId } from './blueprint-field.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

const usageFields: readonly (readonly [keyof BlueprintDraft['usage'], string])[] = [
  ['input', 'Input tokens'],
  ['output', 'Output tokens'],
  ['total', 'All tokens'],
];

const mockLabels: Record<MockName, string> = { rate_limited: 'Too many requests', server_error: 'Server error' };
const mockHints: Record<MockName, string> = {
  rate_limited: '{ "status": 429, "body": { "message": "slow down" } }',
  server_error: '{ "status": 500, "body": { "message": "try later" } }',
};

/** Paths into the service's answer, and its answers when it fails: the mock gives them in its scenarios. */
export function MoreFields({ state: { draft, change, problems } }: { state: BlueprintEditorState }) {
  const problemOf = (path: string) => problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))?.message;
  return (
    <>
      <p className={css.note}>Where the service&apos;s answer counts tokens, as JSONPath. A count that is not named is not shown.</p>
      <div className={css.pair}>
        {usageFields.map(([name, label]) => (
          <TextInput
            key={name}
            id={blueprintFieldId(`usage_path.${name}`)}
            label={
              <>
                {label} <span className={css.optional}>(optional)</span>
              </>
            }
            placeholder="$.usage.…"
            value={draft.usage[name]}
            onChange={(event) => change({ usage: { ...draft.usage, [name]: event.currentTarget.value } })}
            error={problemOf(`usage_path.${name}`)}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: css.code }}
          />
        ))}
      </div>
      {mockNames.map((name) => (
        <CodeEditor
          key={name}
          id={blueprintFieldId(`mock.${name}`)}
          label={mockLabels[name]}
          description="What the provider answers then; the mock says the same in this scenario."
          hint={mockHints[name]}
          value={draft.mock[name]}
          onChange={(text) => change({ mock: { ...draft.mock, [name]: text } })}
          language="json"
          height="120px"
          error={problemOf(`mock.${name}`)}
        />
      ))}
    </>
  );
}
