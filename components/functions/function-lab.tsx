'use client';
import { Button } from '@mantine/core';
import { Flyout } from '#components/ui/flyout.tsx';
import css from './function-lab.module.css';
import type { FunctionKind } from './function-options.ts';
import { LabChoice } from './lab-choice.tsx';
import { LabOutput } from './lab-output.tsx';
import { LabSample } from './lab-sample.tsx';
import { type LabStart, useLab } from './lab-state.ts';

export type FunctionLabProps = LabStart & {
  onClose: () => void;
  /** The body of the action: the parameters that are made are for its placeholders. */
  body: string;
  isReadOnly: boolean;
  onUse: (kind: FunctionKind, value: string) => void;
};

/**
 * A place to try a built-in function or a script on a sample, with the server's own code, before it is used.
 * Keep it mounted and switch `opened`; give it a new key each time it opens, so that it begins with what the form says then.
 */
export function FunctionLab({ opened, ...props }: FunctionLabProps & { opened: boolean }) {
  const lab = useLab(props);
  const { onClose, onUse, isReadOnly, body, parameters } = props;
  const use = () => {
    onUse(lab.kind, lab.text);
    onClose();
  };
  return (
    <Flyout
      opened={opened}
      onClose={onClose}
      title="Function lab"
      size="l"
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          {!isReadOnly && <Button onClick={use}>Use this function</Button>}
        </>
      }
    >
      <div className={css.lab}>
        <LabChoice lab={lab} />
        <div className={css.columns}>
          <LabSample lab={lab} examples={props.examples} />
          <LabOutput lab={lab} body={body} parameters={parameters} />
        </div>
      </div>
    </Flyout>
  );
}
