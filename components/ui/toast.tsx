import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import css from './toast.module.css';

const patience = 6_000; // milliseconds

const closeButtonProps = { 'aria-label': 'Close' };

/**
 * Says that something worked: names the thing, *Cohere embed v3 saved.*
 * @param undo offered as a button while the toast stands
 */
export function showSuccess(message: string, undo?: () => void): void {
  const id = notifications.show({
    role: 'status',
    autoClose: patience,
    icon: <IconCheck size={16} aria-hidden />,
    color: 'green',
    closeButtonProps,
    message: undo ? (
      <span className={css.withUndo}>
        {message}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </span>
    ) : (
      message
    ),
  });
}

/** Says that something in the background failed; stays until closed. What goes wrong in a form is shown in the form. */
export function showFailure(message: string): void {
  notifications.show({
    role: 'alert',
    autoClose: false,
    icon: <IconAlertTriangle size={16} aria-hidden />,
    color: 'red',
    closeButtonProps,
    message,
  });
}
