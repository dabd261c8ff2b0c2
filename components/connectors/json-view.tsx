'use client';
import { Callout } from '#components/ui/callout.tsx';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { BrokenJson } from './use-draft-form.ts';

type JsonViewProps = { text: string; onChange: (text: string) => void; broken: BrokenJson | undefined };

/** The whole create body as text: the same object as the form. */
export function JsonView({ text, onChange, broken }: JsonViewProps) {
  return (
    <Panel
      title="JSON"
      id="json"
      description={
        <>
          The create body. A request_body may stand between three double quotes. Secrets show as <code translate="no">********</code>; type
          over them to change them.
        </>
      }
    >
      {broken && (
        <Callout kind="danger" isAlert title={`Line ${broken.line} cannot be read`}>
          <p>{broken.message}</p>
        </Callout>
      )}
      <CodeEditor label="Connector as JSON" value={text} onChange={onChange} language="json" height="560px" />
    </Panel>
  );
}
