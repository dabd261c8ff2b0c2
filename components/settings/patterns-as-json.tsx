'use client';
import { Button } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { useState } from 'react';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import css from './patterns-as-json.module.css';
import { patternsOfJson, trustedJsonId } from './patterns-json.ts';

type PatternsAsJsonProps = {
  patterns: readonly string[];
  /** What was typed and could not be read, if that is where one left off. */
  text: string | undefined;
  onBroken: (text: string | undefined) => void;
  onChange: (patterns: string[]) => void;
  onClose: () => void;
};

/** The list as JSON, escaped as it travels: for pasting from and to `_cluster/settings`. */
export function PatternsAsJson({ patterns, text, onBroken, onChange, onClose }: PatternsAsJsonProps) {
  const [typed, setTyped] = useState(() => text ?? JSON.stringify(patterns, null, 2));
  const type = (next: string) => {
    setTyped(next);
    const read = patternsOfJson(next);
    onBroken(read ? undefined : next);
    if (read) onChange(read);
  };
  const isBroken = patternsOfJson(typed) === undefined;
  return (
    <div className={css.editor}>
      <CodeEditor id={trustedJsonId} label="Trusted endpoints as JSON" value={typed} onChange={type} language="json" height="280px" />
      <div className={css.foot}>
        <Button variant="subtle" leftSection={<IconList size={16} aria-hidden />} onClick={onClose}>
          Edit as rows
        </Button>
        {isBroken && (
          <p className={css.problem} role="alert">
            This is not a JSON list of texts, so the list before it stays.
          </p>
        )}
      </div>
    </div>
  );
}
