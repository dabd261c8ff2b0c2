'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize, IconBraces, IconTextWrap } from '@tabler/icons-react';
import { memo } from 'react';
import { CopyButton } from './copy-button.tsx';
import css from './editor-toolbar.module.css';
import { formatJson } from './json-text.ts';

type EditorToolbarProps = {
  /** Name of the editor. */
  label: string;
  /** The text as it is when a tool needs it. */
  text: () => string;
  /** Absent where there is nothing to lay out, or the text cannot be changed. */
  onFormat?: (value: string) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  isWhole: boolean;
  onWhole: (isWhole: boolean) => void;
};

/** The tools of an editor; typing does not draw them anew. */
export const EditorToolbar = memo(function EditorToolbar({ label, text, onFormat, wrap, onWrap, isWhole, onWhole }: EditorToolbarProps) {
  const whole = isWhole ? 'Leave full screen' : 'Full screen';
  return (
    <div className={css.toolbar} role="toolbar" aria-label={`Tools of ${label}`}>
      {onFormat && (
        <Tooltip label="Format">
          <ActionIcon size={24} aria-label="Format" onClick={() => onFormat(formatJson(text()))}>
            <IconBraces size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label="Wrap">
        <ActionIcon size={24} aria-label="Wrap" aria-pressed={wrap} variant={wrap ? 'light' : 'subtle'} onClick={() => onWrap(!wrap)}>
          <IconTextWrap size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <CopyButton text={text} label="Copy" iconOnly />
      <Tooltip label={whole}>
        <ActionIcon size={24} aria-label={whole} onClick={() => onWhole(!isWhole)}>
          {isWhole ? <IconArrowsMinimize size={16} aria-hidden /> : <IconArrowsMaximize size={16} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      {isWhole && (
        <Button size="compact-sm" className={css.done} onClick={() => onWhole(false)}>
          Done
        </Button>
      )}
    </div>
  );
});
