'use client';
import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { FunctionKind } from '#components/functions/function-options.ts';
import type { LabStart } from '#components/functions/lab-state.ts';
import { filledUrl } from '#lib/connectors/action-urls.ts';
import { isStudioError } from '#lib/errors.ts';
import type { ConnectorDraft } from './connector-draft.ts';
import { parametersOf, sampleFor, sampleOfExample } from './draft-preview.ts';
import { type UsedBlueprint, useEditor } from './editor-context.tsx';

const FunctionLab = dynamic(() => import('#components/functions/function-lab.tsx').then((file) => file.FunctionLab), { ssr: false });

const words: Record<FunctionKind, string> = {
  pre_process_function: 'for the pre-process function',
  post_process_function: 'for the post-process function',
};

type Opening = { start: LabStart; body: string; round: number };

/** Opens the lab with what the form says now. */
export function FunctionLabButton({ index, kind }: { index: number; kind: FunctionKind }) {
  const { form, blueprint, isReadOnly } = useEditor();
  const [opening, setOpening] = useState<Opening>(); // undefined: it was never opened
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    const draft = form.getValues();
    const body = draft.actions[index]?.request_body ?? '';
    setOpening((before) => ({ start: startOf(draft, index, kind, blueprint), body, round: (before?.round ?? 0) + 1 }));
    setOpen(true);
  };
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconFlask size={16} aria-hidden />}
        onClick={open}
        aria-label={`Function lab ${words[kind]}`}
        aria-haspopup="dialog"
      >
        Function lab
      </Button>
      {opening && (
        <FunctionLab
          key={opening.round}
          {...opening.start}
          body={opening.body}
          opened={isOpen}
          onClose={() => setOpen(false)}
          isReadOnly={isReadOnly}
          onUse={(which, value) => form.setValue(`actions.${index}.${which}`, value, { shouldDirty: true, shouldTouch: true })}
        />
      )}
    </>
  );
}

/** The first example of the blueprint goes in, else what suits the action. */
function startOf(draft: ConnectorDraft, index: number, kind: FunctionKind, blueprint: UsedBlueprint | undefined): LabStart {
  const action = draft.actions[index];
  const examples = blueprint?.examples ?? [];
  const parameters = parametersOf(draft);
  const { pre_process_function = '', post_process_function = '' } = action ?? {};
  const suited = action ? sampleFor(draft, action) : { algorithm: 'remote', body: '{}' };
  const sample = examples[0] ? sampleOfExample(examples[0]) : suited;
  return {
    kind,
    values: { pre_process_function, post_process_function },
    url: urlOf(action?.url ?? '', parameters),
    parameters,
    sample,
    examples,
  };
}

function urlOf(url: string, parameters: Record<string, string>): string {
  try {
    return filledUrl(url, parameters);
  } catch (thrown) {
    if (isStudioError(thrown)) return url; // values in a circle: a problem of theirs
    throw thrown;
  }
}
