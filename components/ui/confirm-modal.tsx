'use client';
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { Callout } from './callout.tsx';
import css from './confirm-modal.module.css';

export type ConfirmModalProps = {
  opened: boolean;
  onClose: () => void;
  /** The question: *Delete Cohere embed v3?* */
  title: string;
  /** A verb and its object: *Delete connector*. */
  confirmLabel: string;
  onConfirm: () => void;
  cancelLabel?: string;
  /** Red, for what destroys. */
  isDangerous?: boolean;
  isPending?: boolean;
  /** The last try failed. */
  error?: Error | null;
  /** A decision that cannot be taken now: the confirming button is left out. */
  isBlocked?: boolean;
  size?: number;
  children?: ReactNode;
};

/** A decision. The safe button has the focus, the destroying one stands at the right. */
export function ConfirmModal(props: ConfirmModalProps) {
  const {
    opened,
    onClose,
    title,
    confirmLabel,
    onConfirm,
    cancelLabel = 'Cancel',
    isDangerous,
    isPending,
    error,
    isBlocked,
    children,
  } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={props.size ?? 480} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={css.body}>
        {children}
        {error && (
          <Callout kind="danger" isAlert>
            {error.message}
          </Callout>
        )}
      </div>
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {cancelLabel}
        </Button>
        {!isBlocked && (
          <Button color={isDangerous ? 'red' : undefined} loading={isPending} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        )}
      </div>
    </Modal>
  );
}
