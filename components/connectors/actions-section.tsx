'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
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

/** What can be called: each action unfolds, and the one that is edited shows in the preview. */
export function ActionsSection() {
  const { form, isReadOnly, setActiveAction } = useEditor();
  const error = useFieldError('actions.root');
  return (
    <EditorSection id="actions" number={4} title="Actions">
      <Controller
        control={form.control}
        name="actions"
        render={({ field: { value: actions, onChange } }) => {
          const taken = new Set(actions.map(({ action_type }) => action_type));
          const add = () => {
            onChange([...actions, { ...emptyAction, action_type: taken.has('PREDICT') ? 'EXECUTE' : 'PREDICT' }]);
            setActiveAction(actions.length);
          };
          const remove = (index: number) => {
            onChange(actions.filter((_, place) => place !== index));
            setActiveAction(0);
          };
          return (
            <>
              {actions.map((action, index) => (
                <ActionCard
                  // biome-ignore lint/suspicious/noArrayIndexKey: an action has no identity but its place
                  key={index}
                  action={action}
                  index={index}
                  isAlone={actions.length === 1}
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
            </>
          );
        }}
      />
    </EditorSection>
  );
}

type ActionCardProps = { action: DraftAction; index: number; isAlone: boolean; onRemove: (() => void) | undefined };

function ActionCard({ action, index, isAlone, onRemove }: ActionCardProps) {
  const { activeAction, setActiveAction } = useEditor();
  const [isOpen, setOpen] = useState(index === 0 || activeAction === index);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const label = action.name || action.action_type || `Action ${index + 1}`;
  return (
    <div className={css.action} id={`action-${index}`} onFocusCapture={() => activeAction !== index && setActiveAction(index)}>
      <div className={css.actionHead}>
        <h3 className={css.actionTitle}>
          <button type="button" className={css.actionFold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} data-fold>
            <Chevron size={16} aria-hidden />
            <span className={css.actionType}>{label}</span>
            <span className={css.actionAddress} translate="no">
              {action.method} {action.url}
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
      {isOpen && <ActionFields index={index} />}
    </div>
  );
}
