'use client';
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { showFailure } from '#components/ui/toast.tsx';
import { useClipboard } from '#components/ui/use-clipboard.tsx';
import type { CopiedCall } from '#lib/copy-as/copied-call.ts';
import { type CallFormat, callFormats } from '#lib/copy-as/copy-formats.ts';
import css from './copy-as-menu.module.css';
import { useCopyFormat } from './use-copy-format.ts';

type CopyCallMenuProps = {
  /** The call as it is now. */
  call: () => Omit<CopiedCall, 'origin'>;
  /** Without a model its id has to be put in by hand. */
  hasModel: boolean;
};

/** Copies a call as a request of `_predict` in the language of a tool. No format holds a secret. */
export function CopyCallMenu({ call, hasModel }: CopyCallMenuProps) {
  const { copy, refused } = useClipboard();
  const [last, remember] = useCopyFormat();
  const run = async (format: CallFormat, label: string) => {
    remember(format);
    try {
      const { copyCallAs } = await import('#lib/copy-as/copied-call.ts'); // what writes it is loaded when it is first wanted
      const text = copyCallAs(format, { ...call(), origin: window.location.origin });
      await copy(text, hasModel ? `Copied as ${label}.` : `Copied as ${label}. Put the id of a model in for <model_id>.`);
    } catch (thrown) {
      showFailure(`This could not be copied. ${thrown instanceof Error ? thrown.message : ''}`);
    }
  };
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            Copy as
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {callFormats.map(({ id, label }) => (
            <Menu.Item
              key={id}
              leftSection={id === last ? <IconCheck size={16} aria-hidden /> : <span className={css.noMark} />}
              onClick={() => void run(id, label)}
            >
              {label}
              {id === last && <span className="studio-visually-hidden">, used last</span>}
            </Menu.Item>
          ))}
          {!hasModel && (
            <>
              <Menu.Divider />
              <Menu.Label className={css.refusal}>No model calls this yet: {'<model_id>'} stands for one.</Menu.Label>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {refused}
    </>
  );
}
