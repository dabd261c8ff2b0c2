'use client';
import { CloseButton, Loader, Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Keys } from './kbd.tsx';
import css from './palette.module.css';

export type PaletteEntry = {
  /** One of its kind in the whole palette. */
  key: string;
  label: string;
  /** What else tells it from others of its name. */
  detail?: string;
  icon: ReactNode;
  /** What does the same without the palette. */
  keys?: string;
  run: () => void;
};

export type PaletteGroup = { label: string; entries: readonly PaletteEntry[] };

type PaletteProps = {
  /** Keep the component mounted and switch this, so that the focus returns to the opener. */
  opened: boolean;
  onClose: () => void;
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  groups: readonly PaletteGroup[];
  /** More may come. */
  isLoading: boolean;
  /** What could not be searched. */
  problem?: string | undefined;
};

/** A box to type into and what fits it: arrow keys choose, Enter does it, Esc closes. What was chosen runs once the focus is back. */
export function Palette(props: PaletteProps) {
  const { opened, onClose } = props;
  const opener = useRef<Element>(null);
  const chosen = useRef<PaletteEntry>(undefined);
  useEffect(() => {
    if (opened) opener.current = document.activeElement;
  }, [opened]);
  const leave = () => {
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
    chosen.current?.run();
    chosen.current = undefined;
  };
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={leave}
      returnFocus={false}
      size={640}
      yOffset="10vh"
      zIndex={8000}
      classNames={{ content: css.content, body: css.body }}
      transitionProps={{ duration: 150, exitDuration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={props.label}>
        <Modal.Body>
          <Choice
            {...props}
            onChoose={(entry) => {
              chosen.current = entry;
              onClose();
            }}
          />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Choice(props: PaletteProps & { onChoose: (entry: PaletteEntry) => void }) {
  const { onClose, onChoose, label, placeholder, text, onText, groups, isLoading, problem } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<string>();
  const entries = groups.flatMap((group) => group.entries);
  const active = entries.find(({ key }) => key === wanted) ?? entries[0];
  const idOf = ({ key }: PaletteEntry) => `${id}-${key}`;
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const move = (step: number) => {
    const from = active ? entries.indexOf(active) : -1;
    setWanted(entries.at((from + step) % entries.length)?.key);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && active) onChoose(active);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={css.field}>
        <IconSearch size={20} aria-hidden />
        <input
          className={css.input}
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active && idOf(active)}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setWanted(undefined);
            onText(event.currentTarget.value);
          }}
          onKeyDown={press}
          data-autofocus
        />
        {isLoading && <Loader size={16} aria-hidden />}
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      <div className={css.list} role="listbox" id={`${id}-list`} aria-label={label} ref={list}>
        {groups
          .filter((group) => group.entries.length > 0)
          .map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
            <div key={group.label} role="group" aria-labelledby={`${id}-${group.label}`}>
              <div className={css.heading} id={`${id}-${group.label}`} role="presentation">
                {group.label}
              </div>
              {group.entries.map((entry) => (
                <Option key={entry.key} id={idOf(entry)} entry={entry} isActive={entry === active} onChoose={() => onChoose(entry)} />
              ))}
            </div>
          ))}
      </div>
      {entries.length === 0 && !isLoading && <p className={css.none}>Nothing for “{text.trim()}”.</p>}
      {problem && <p className={css.problem}>{problem}</p>}
      <div className={css.hints} aria-hidden>
        <span>
          <Keys keys="↑" /> <Keys keys="↓" /> to move
        </span>
        <span>
          <Keys keys="enter" /> to choose
        </span>
        <span>
          <Keys keys="esc" /> to close
        </span>
      </div>
      <div role="status" className="studio-visually-hidden">
        {isLoading ? '' : `${entries.length === 1 ? '1 result' : `${entries.length} results`}${problem ? `. ${problem}` : ''}`}
      </div>
    </>
  );
}

function Option({ id, entry, isActive, onChoose }: { id: string; entry: PaletteEntry; isActive: boolean; onChoose: () => void }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the box keeps the focus and has the keys
    <div id={id} role="option" aria-selected={isActive} className={css.option} onClick={onChoose}>
      <span className={css.icon}>{entry.icon}</span>
      <span className={css.label}>{entry.label}</span>
      {entry.detail && (
        <span className={css.detail} translate="no">
          {entry.detail}
        </span>
      )}
      {entry.keys && (
        <span className={css.keys}>
          <Keys keys={entry.keys} />
        </span>
      )}
    </div>
  );
}
