'use client';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmModal, type ConfirmModalProps } from './confirm-modal.tsx';

type TypedConfirmProps = Omit<ConfirmModalProps, 'isDangerous'> & {
  /** What has to be typed: the name of the object, or *delete 3 connectors*. */
  phrase: string;
};

/** A decision that cannot be taken back: it wants the name typed, or pasted. */
export function TypedConfirm({ phrase, children, onConfirm, onClose, isBlocked, ...others }: TypedConfirmProps) {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const close = () => {
    setTyped('');
    setWrong(false);
    onClose();
  };
  const confirm = () => {
    if (typed === phrase) onConfirm();
    else setWrong(true);
  };
  return (
    <ConfirmModal {...others} isDangerous isBlocked={isBlocked} onConfirm={confirm} onClose={close}>
      {children}
      {!isBlocked && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            confirm();
          }}
        >
          <TextInput
            label={
              <>
                Type <strong translate="no">{phrase}</strong> to confirm
              </>
            }
            autoComplete="off"
            spellCheck={false}
            value={typed}
            error={isWrong && typed !== phrase && 'This is not the same text.'}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </form>
      )}
    </ConfirmModal>
  );
}
