'use client';
import { Modal } from '@mantine/core';
import { useFocusBack } from '#components/ui/use-focus-back.ts';
import type { ModelRow } from '#lib/client/models.ts';
import { EditGuardrails } from './edit-guardrails.tsx';
import { EditInterface } from './edit-interface.tsx';
import { EditLimits } from './edit-limits.tsx';

export type EditedPart = 'interface' | 'guardrails' | 'limits';

const titles: Record<EditedPart, string> = { interface: 'Edit interface', guardrails: 'Edit guardrails', limits: 'Edit limits' };
const forms = { interface: EditInterface, guardrails: EditGuardrails, limits: EditLimits };

type ModelEditorProps = { opened: boolean; part: EditedPart; model: ModelRow | undefined; onClose: () => void };

/** Changes one part of a model. */
export function ModelEditor({ opened, part, model, onClose }: ModelEditorProps) {
  useFocusBack(opened);
  const Form = forms[part];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={titles[part]}
      size={720}
      returnFocus={false}
      closeOnClickOutside={false} // what was typed is not lost by a click beside it
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {model && <Form model={model} onClose={onClose} />}
    </Modal>
  );
}
