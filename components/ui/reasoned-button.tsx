'use client';
import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from 'react';

type ReasonedButtonProps = ButtonProps &
  Omit<ComponentProps<'button'>, keyof ButtonProps | 'ref'> & {
    /** Why not now: the button stays in reach of the keyboard, says this, and does nothing. */
    refusal?: string | false;
    children: ReactNode;
  };

/** A button that explains itself instead of being greyed out in silence. */
export function ReasonedButton({ refusal, onClick, children, ...others }: ReasonedButtonProps) {
  const id = useId();
  if (!refusal) {
    return (
      <Button {...others} onClick={onClick}>
        {children}
      </Button>
    );
  }
  const refuse = (event: MouseEvent) => event.preventDefault();
  return (
    <Tooltip label={refusal}>
      <Button {...others} aria-disabled data-disabled aria-describedby={id} onClick={refuse}>
        {children}
        <span id={id} className="studio-visually-hidden">
          {refusal}
        </span>
      </Button>
    </Tooltip>
  );
}
