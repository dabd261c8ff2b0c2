'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { ActionFields } from './action-fields.tsx';
import type { DraftAction } from './connector-draft.ts';
import css from './connector-editor.module.css';
import { useEditor, useFieldError } from './editor-context.tsx';
import { EditorSection } from './editor-section.tsx';
import { fieldId } from './field-id.ts';
import { PlaceNotes } from './place-notes.tsx';

export const emptyAction: DraftAction = {
  action_type: 'PREDICT',
  name: '',
  method: 'POST',
  url: '',
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  request_body: '',
  pre_process_function: '',
  post_process_function: '',
  source: -1,
};

/** What an action is called by; typing into its other fields leaves the list of them alone. */
type Head = Pick<DraftAction, 'action_type' | 'name' | 'method' | 'url'>;

const headsOf = (actions: readonly DraftAction[]): Head[] =>
  actions.map(({ action_type, name, method, url }) => ({ action_type, name, method, url }));

/** What can be called: each action unfolds, and the one that is edited shows in the preview. */
export function ActionsSection() {
  const { form, isReadOnly, setActiveAction } = useEditor();
  const error = useFieldError('actions.root');
  const heads = useWatch({ control: form.control, name: 'actions', compute: headsOf });
  const change = (actions: DraftAction[]) => form.setValue('actions', actions, { shouldDirty: true });
  const add = () => {
    const isTaken = heads.some(({ action_type }) => action_type === 'PREDICT');
    change([...form.getValues('actions'), { ...emptyAction, action_type: isTaken ? 'EXECUTE' : 'PREDICT' }]);
    setActiveAction(heads.length);
  };
  const remove = (index: number) => {
    change(form.getValues('actions').filter((_, place) => place !== index));
    setActiveAction(0);
  };
  return (
    <EditorSection id="actions" number={4} title="Actions">
      {heads.map((head, index) => (
        <ActionCard
          // biome-ignore lint/suspicious/noArrayIndexKey: an action has no identity but its place
          key={index}
          head={head}
          index={index}
          isAlone={heads.length === 1}
          onRemove={isReadOnly ? undefined : () => remove(index)}
        />
      ))}
      {error && <p className={css.error}>{error}</p>}
      <PlaceNotes place="actions" />
      {!isReadOnly && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
          className={css.start}
          id={fieldId('actions')}
        >
          Add action
        </Button>
      )}
    </EditorSection>
  );
}

const Fields = memo(ActionFields);

type ActionCardProps = { head: Head; index: number; isAlone: boolean; onRemove: (() => void) | undefined };

function ActionCard({ head, index, isAlone, onRemove }: ActionCardProps) {
  const { activeAction, setActiveAction } = useEditor();
  const [isOpen, setOpen] = useState(index === 0 || activeAction === index);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const label = head.name || head.action_type || `Action ${index + 1}`;
  return (
    <div className={css.action} id={`action-${index}`} onFocusCapture={() => activeAction !== index && setActiveAction(index)}>
      <div className={css.actionHead}>
        <h3 className={css.actionTitle}>
          <button type="button" className={css.actionFold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} data-fold>
            <Chevron size={16} aria-hidden />
            <span className={css.actionType}>{label}</span>
            <span className={css.actionAddress} translate="no">
              {head.method} {head.url}
            </span>
          </button>
        </h3>
        {onRemove && !isAlone && (
          <Tooltip label={`Remove action ${index + 1}`}>
            <ActionIcon aria-label={`Remove action ${index + 1}`} onClick={onRemove}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {isOpen && <Fields index={index} />}
    </div>
  );
}
