'use client';
import { ActionIcon, Button, Textarea, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Marked } from './marked.tsx';
import css from './pattern-list.module.css';
import { type Judged, PatternVerdict, problemText } from './pattern-verdict.tsx';
import { patternId, patternProblem } from './settings-problems.ts';

const mostPatterns = 100; // threats.md R-05

type PatternListProps = {
  /** *Trusted endpoints*: names the list. */
  label: string;
  /** One of its patterns: *pattern*, *private pattern*. */
  noun: string;
  /** Key of the setting, of which the inputs have their ids. */
  settingKey: string;
  patterns: readonly string[];
  /** By the text of the pattern; absent while the server judges. */
  verdicts: ReadonlyMap<string, Judged>;
  /** Left out, the list can only be read. */
  onChange: ((patterns: string[]) => void) | undefined;
  /** Index of the pattern that decides about the address tried below. */
  decisive?: number | null | undefined;
  /** A refused save: an empty row is a problem now, too. */
  isChecked: boolean;
  /** Words that were searched for. */
  words: readonly string[];
  /** Further buttons beside *Add pattern*. */
  children?: ReactNode;
};

/** Ids that stay with their rows; a list that comes from elsewhere keeps those of the same place. */
function useRowIds(count: number) {
  const [state, set] = useState({ ids: [] as number[], next: 0 });
  let { ids, next } = state;
  if (ids.length !== count) {
    const missing = Math.max(0, count - ids.length);
    ids = [...ids.slice(0, count), ...Array.from({ length: missing }, (_, index) => next + index)];
    next += missing;
    set({ ids, next });
  }
  return { ids, drop: (place: number) => set({ ids: ids.filter((_, index) => index !== place), next }) };
}

/** Patterns, one a row, each with what the server's matcher says about it. */
export function PatternList(props: PatternListProps) {
  const { label, noun, settingKey, patterns, verdicts, onChange, decisive, isChecked, words, children } = props;
  const list = useRef<HTMLOListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const { ids, drop } = useRowIds(patterns.length);
  const isFull = patterns.length >= mostPatterns;
  const focusLast = () => requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child textarea')?.focus());
  const add = () => {
    onChange?.([...patterns, '']);
    focusLast();
  };
  const remove = (place: number) => {
    drop(place);
    onChange?.(patterns.filter((_, index) => index !== place));
    addButton.current?.focus();
  };
  /** Several lines, as from a list elsewhere, become several rows. */
  const put = (place: number, text: string) => onChange?.([...patterns.slice(0, place), ...text.split('\n'), ...patterns.slice(place + 1)]);
  return (
    <div className={css.list}>
      {patterns.length > 0 && (
        <ol className={css.rows} aria-label={label} ref={list}>
          {patterns.map((pattern, place) => (
            <li
              key={ids[place]}
              className={css.row}
              data-decisive={decisive === place || undefined}
              data-found={isFound(pattern, words) || undefined}
              data-editable={onChange ? true : undefined}
            >
              <span className={css.number} aria-hidden>
                {place + 1}
              </span>
              {onChange ? (
                <PatternInput
                  id={patternId(settingKey, place)}
                  label={`${noun[0]?.toUpperCase()}${noun.slice(1)} ${place + 1}`}
                  pattern={pattern}
                  error={rowProblem(patterns, place, verdicts, isChecked)}
                  onPut={(text) => put(place, text)}
                  onEnter={isFull ? undefined : add}
                />
              ) : (
                <code translate="no" className={css.pattern}>
                  <Marked text={pattern} words={words} />
                </code>
              )}
              <PatternVerdict
                pattern={pattern}
                verdict={verdicts.get(pattern)}
                {...(onChange && { onPin: (pinned: string) => put(place, pinned) })}
              />
              {onChange && (
                <Tooltip label={`Remove ${noun} ${place + 1}`}>
                  <ActionIcon className={css.remove} aria-label={`Remove ${noun} ${place + 1}`} onClick={() => remove(place)}>
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          ))}
        </ol>
      )}
      {onChange && (
        <div className={css.buttons}>
          {isFull ? (
            <p className={css.full}>A list holds at most {mostPatterns} patterns.</p>
          ) : (
            <Button ref={addButton} variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
              Add {noun}
            </Button>
          )}
          {children}
        </div>
      )}
    </div>
  );
}

/** An input cannot mark a part of its text, so the row is marked. */
const isFound = (pattern: string, words: readonly string[]) => words.some((word) => pattern.toLowerCase().includes(word));

/** A row that is still empty is no problem before somebody wants to save it. */
function rowProblem(patterns: readonly string[], place: number, verdicts: ReadonlyMap<string, Judged>, isChecked: boolean) {
  const pattern = patterns[place] ?? '';
  if (pattern === '' && !isChecked) return undefined;
  return patternProblem(patterns, place) ?? problemText(verdicts.get(pattern));
}

type PatternInputProps = {
  id: string;
  label: string;
  pattern: string;
  error: string | undefined;
  onPut: (text: string) => void;
  onEnter: (() => void) | undefined;
};

function PatternInput({ id, label, pattern, error, onPut, onEnter }: PatternInputProps) {
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); // a pattern is one line
    onEnter?.();
  };
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const lines = event.clipboardData.getData('text/plain').split(/\r?\n/);
    const texts = lines.map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    onPut(pattern.slice(0, selectionStart) + texts.join('\n') + pattern.slice(selectionEnd));
  };
  return (
    <Textarea
      id={id}
      aria-label={label}
      autosize
      minRows={1}
      maxRows={6}
      spellCheck={false}
      autoCapitalize="off"
      translate="no"
      className={css.input}
      classNames={{ input: css.code }}
      value={pattern}
      error={error}
      onKeyDown={press}
      onPaste={paste}
      onChange={(event) => onPut(event.currentTarget.value.replace(/\s*\n\s*/g, ''))}
    />
  );
}
