'use client';
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type GuardedSide, regexId, regexProblem } from './guardrails-draft.ts';
import css from './model-form.module.css';

type RegexRowsProps = {
  side: GuardedSide;
  /** *request pattern* */
  noun: string;
  regex: readonly string[];
  onChange: (regex: readonly string[]) => void;
  /** A row that is still empty is no problem before somebody tries to save. */
  isRefused: boolean;
};

/** Patterns, one a row, each with what the matcher says of it. */
export function RegexRows({ side, noun, regex, onChange, isRefused }: RegexRowsProps) {
  const add = () => {
    onChange([...regex, '']);
    requestAnimationFrame(() => document.getElementById(regexId(side, regex.length))?.focus());
  };
  const put = (place: number, pattern: string) => onChange(regex.map((one, index) => (index === place ? pattern : one)));
  return (
    <>
      {regex.map((pattern, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place, and holds no state
        <div key={place} className={css.row}>
          <TextInput
            id={regexId(side, place)}
            aria-label={`${noun} ${place + 1}`}
            className={css.grow}
            classNames={{ input: css.code }}
            placeholder=".*secret.*"
            autoComplete="off"
            spellCheck={false}
            translate="no"
            value={pattern}
            error={pattern === '' && !isRefused ? undefined : regexProblem(pattern)}
            onChange={(event) => put(place, event.currentTarget.value)}
          />
          <Tooltip label={`Remove ${noun} ${place + 1}`}>
            <ActionIcon aria-label={`Remove ${noun} ${place + 1}`} onClick={() => onChange(regex.filter((_, index) => index !== place))}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      <div>
        <Button variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          Add {noun[0]?.toLowerCase()}
          {noun.slice(1)}
        </Button>
      </div>
    </>
  );
}
