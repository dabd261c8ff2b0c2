'use client';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { OutsideLink } from '#components/ui/text-link.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import { checkInterface } from '#lib/client/models.ts';
import type { ModelInterface } from '#lib/models/model.ts';
import css from './model-form.module.css';
import { laidOut } from './model-interface-view.tsx';
import { PartForm } from './part-form.tsx';
import { useUpdateModel } from './queries.ts';
import { startingInput, startingOutput } from './starting-schemas.ts';

const ids = { input: 'interface-input', output: 'interface-output' };
const patience = 300; // milliseconds after the last key

const textOf = (schema: string | undefined) => (schema ? laidOut(schema) : '');

/** What is sent: a side without text is left out, which takes its schema away. */
const interfaceOf = (input: string, output: string): ModelInterface => ({
  ...(input.trim() !== '' && { input }),
  ...(output.trim() !== '' && { output }),
});

/** The JSON Schemas that judge requests and answers; the server says whether they are any. */
export function EditInterface({ model, onClose }: { model: ModelRow; onClose: () => void }) {
  const { input: storedInput, output: storedOutput } = model.interface ?? {};
  const [input, setInput] = useState(() => textOf(storedInput));
  const [output, setOutput] = useState(() => textOf(storedOutput));
  const faults = useFaults(input, output);
  const [loaded] = useState(model); // what this form began with: somebody else's change since is not overwritten unseen
  const update = useUpdateModel(model.model_id);
  const save = () =>
    update.mutate(
      { changes: { interface: interfaceOf(input, output) }, loaded },
      {
        onSuccess: () => {
          showSuccess(`Interface of ${model.name} saved.`);
          onClose();
        },
      },
    );
  const problems = (['input', 'output'] as const).flatMap((side) => {
    const fault = faults[side];
    return fault ? [{ message: `${side === 'input' ? 'Input' : 'Output'} schema: ${fault}`, field: ids[side] }] : [];
  });
  return (
    <PartForm label="Edit interface" problems={problems} isPending={update.isPending} error={update.error} onSave={save} onClose={onClose}>
      {() => (
        <>
          <p className={css.words}>
            JSON Schemas of <OutsideLink href="https://json-schema.org/draft/2020-12">draft 2020-12</OutsideLink>. A request that does not
            fit is refused before it is sent, an answer that does not fit is withheld. An empty field judges nothing; batches are not
            judged.
          </p>
          <CodeEditor
            id={ids.input}
            label="Input schema (optional)"
            value={input}
            onChange={setInput}
            height="220px"
            hasJsonLint={input.trim() !== ''}
            error={input.trim() === '' ? undefined : faults.input}
            description="Judges the request as ML Commons reads it: algorithm, action_type and parameters."
          />
          {input.trim() === '' && <Start onStart={() => setInput(startingInput)} label="Start an input schema" />}
          <CodeEditor
            id={ids.output}
            label="Output schema (optional)"
            value={output}
            onChange={setOutput}
            height="220px"
            hasJsonLint={output.trim() !== ''}
            error={output.trim() === '' ? undefined : faults.output}
            description="Judges the whole answer: inference_results with what the model returned."
          />
          {output.trim() === '' && <Start onStart={() => setOutput(startingOutput)} label="Start an output schema" />}
        </>
      )}
    </PartForm>
  );
}

function Start({ label, onStart }: { label: string; onStart: () => void }) {
  return (
    <div>
      <Button variant="subtle" onClick={onStart}>
        {label}
      </Button>
    </div>
  );
}

/** The server's verdict on what was typed; the last one stays while the next is on its way. */
function useFaults(input: string, output: string): { input?: string | undefined; output?: string | undefined } {
  const [settled] = useDebouncedValue(JSON.stringify(interfaceOf(input, output)), patience);
  const { data } = useQuery({
    queryKey: ['interface check', settled],
    queryFn: ({ signal }) => checkInterface(JSON.parse(settled), signal),
    enabled: settled !== '{}',
    placeholderData: keepPreviousData,
  });
  if (settled === '{}' || !data) return {};
  return { ...(input.trim() !== '' && { input: data.input }), ...(output.trim() !== '' && { output: data.output }) };
}
