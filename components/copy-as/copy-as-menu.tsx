'use client';
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconEye } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { showFailure } from '#components/ui/toast.tsx';
import { useClipboard } from '#components/ui/use-clipboard.tsx';
import { type CopyFormat, copyFormats, copyRefusal } from '#lib/copy-as/copy-formats.ts';
import { bodyOfSource, type CopiedSource, copiedText } from './copied-source.ts';
import css from './copy-as-menu.module.css';
import { useCopyFormat } from './use-copy-format.ts';

const CopyAsFlyout = dynamic(() => import('./copy-as-flyout.tsx').then((file) => file.CopyAsFlyout), { ssr: false });

/** Copies a connector in the language of a tool. No format holds a secret. */
export function CopyAsMenu(source: CopiedSource) {
  const { copy, refused } = useClipboard();
  const [last, remember] = useCopyFormat();
  const [protocol, setProtocol] = useState<unknown>();
  const [isLooking, setLooking] = useState<boolean>(); // undefined until it was ever opened
  const run = async (format: CopyFormat, label: string) => {
    remember(format);
    try {
      await copy(await copiedText(format, source), `Copied as ${label}.`);
    } catch (thrown) {
      showFailure(`This could not be copied. ${thrown instanceof Error ? thrown.message : ''}`);
    }
  };
  return (
    <>
      <Menu onOpen={() => setProtocol(bodyOfSource(source).get('protocol'))}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            Copy as
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {copyFormats.map(({ id, label }) => (
            <Format key={id} label={label} isLast={id === last} refusal={copyRefusal(id, protocol)} onChoose={() => void run(id, label)} />
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconEye size={16} aria-hidden />} onClick={() => setLooking(true)}>
            Look before copying
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {refused}
      {isLooking !== undefined && <CopyAsFlyout opened={isLooking} onClose={() => setLooking(false)} source={source} />}
    </>
  );
}

type FormatProps = { label: string; isLast: boolean; refusal: string | undefined; onChoose: () => void };

function Format({ label, isLast, refusal, onChoose }: FormatProps) {
  const mark = isLast ? <IconCheck size={16} aria-hidden /> : <span className={css.noMark} />;
  if (refusal) {
    return (
      <Menu.Item leftSection={mark} aria-disabled closeMenuOnClick={false} className={css.refused}>
        {label}
        <span className={css.refusal}>{refusal}</span>
      </Menu.Item>
    );
  }
  return (
    <Menu.Item leftSection={mark} onClick={onChoose}>
      {label}
      {isLast && <span className="studio-visually-hidden">, used last</span>}
    </Menu.Item>
  );
}
