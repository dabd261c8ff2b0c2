'use client';
import { Button, Textarea, TextInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useMemo, useRef, useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { useGo } from '#components/ui/leave.ts';
import { showSuccess } from '#components/ui/toast.tsx';
import { isStudioError } from '#lib/errors.ts';
import { handOver } from './handed-over.ts';
import css from './import-flyout.module.css';
import { ImportSummary } from './import-summary.tsx';
import { blueprintsQuery, useCreateBlueprint } from './queries.ts';
import { fileText, freeId, type ReadFile, readBlueprintFile } from './read-blueprint-file.ts';

/** A blueprint from a file, from the clipboard, or dropped: what will be imported shows before it is. */
export function ImportFlyout({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const go = useGo();
  const [text, setText] = useState('');
  const [wantedId, setWantedId] = useState<string>();
  const read = useMemo(() => readBlueprintFile(text), [text]);
  const all = useQuery({ ...blueprintsQuery({}), enabled: opened });
  const taken = useMemo(() => new Set(all.data?.blueprints.map(({ id }) => id)), [all.data]);
  const create = useCreateBlueprint();
  const ownId = read.kind === 'blueprint' ? read.blueprint.id : '';
  const id = wantedId ?? freeId(ownId, taken);
  const take = (next: string) => {
    create.reset();
    setWantedId(undefined);
    setText(next);
  };
  const importIt = () => {
    if (read.kind !== 'blueprint') return;
    create.mutate(
      { file: fileText(read.body, id) },
      {
        onSuccess: (made) => {
          showSuccess(`${made.title} imported.`);
          go(`/blueprints/${made.id}`);
        },
        onError: (error) => {
          const suggestion = isStudioError(error) && error.details?.suggestion;
          if (typeof suggestion === 'string') setWantedId(suggestion);
        },
      },
    );
  };
  return (
    <Flyout
      opened={opened}
      onClose={onClose}
      title="Import a blueprint"
      size="m"
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {read.kind === 'blueprint' && (
            <Button onClick={importIt} loading={create.isPending}>
              Import blueprint
            </Button>
          )}
        </>
      }
    >
      <div className={css.stack}>
        <Source text={text} onText={take} isFilled={read.kind === 'blueprint'} />
        <Verdict read={read} onMakeBlueprint={(body) => go(handOver(body))} />
        {read.kind === 'blueprint' && (
          <>
            {create.error && (
              <Callout kind="danger" title="It could not be imported" isAlert>
                <p>{create.error.message}</p>
              </Callout>
            )}
            <ImportSummary blueprint={read.blueprint} />
            <TextInput
              label="Id"
              description={
                id !== ownId && taken.has(ownId)
                  ? `${ownId} is taken here; this one is free.`
                  : 'Stands in its address. It cannot be changed later.'
              }
              error={taken.has(id) && 'There is a blueprint with this id.'}
              value={id}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setWantedId(event.currentTarget.value)}
            />
          </>
        )}
      </div>
    </Flyout>
  );
}

type SourceProps = { text: string; onText: (text: string) => void; isFilled: boolean };

/** Drop, choose or paste. */
function Source({ text, onText, isFilled }: SourceProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [fileName, setFileName] = useState<string>();
  const open = async (file: File | undefined) => {
    if (!file) return;
    setFileName(file.name);
    onText(await file.text());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void open(file);
    else onText(event.dataTransfer.getData('text/plain'));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button and the text field do the same */}
      <div
        className={css.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconUpload size={20} aria-hidden className={css.icon} />
        <p className={css.words}>{fileName ?? 'Drop a blueprint file here'}</p>
        <Button variant="default" onClick={() => picker.current?.click()}>
          {fileName ? 'Choose another file' : 'Choose file'}
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          aria-label="Blueprint file"
          className="studio-visually-hidden"
          tabIndex={-1}
          onChange={(event) => {
            void open(event.currentTarget.files?.[0]);
            event.currentTarget.value = ''; // the same file may be chosen again
          }}
        />
      </div>
      <Textarea
        label="Or paste its text"
        value={text}
        onChange={(event) => {
          setFileName(undefined);
          onText(event.currentTarget.value);
        }}
        autosize
        minRows={isFilled ? 2 : 5}
        maxRows={isFilled ? 4 : 14}
        spellCheck={false}
        classNames={{ input: css.code }}
      />
    </>
  );
}

type VerdictProps = { read: ReadFile; onMakeBlueprint: (body: Extract<ReadFile, { kind: 'connector' }>['body']) => void };

function Verdict({ read, onMakeBlueprint }: VerdictProps) {
  if (read.kind === 'connector') {
    return (
      <Callout
        title="This is a connector, not a blueprint file"
        actions={<Button onClick={() => onMakeBlueprint(read.body)}>Make a blueprint of it</Button>}
      >
        <p>Its parameters become questions. Values of its credential are left behind.</p>
      </Callout>
    );
  }
  if (read.kind !== 'broken') return null;
  return (
    <Callout
      kind="danger"
      isAlert
      title={read.problems.length === 1 ? 'This file cannot be imported' : `This file has ${read.problems.length} problems`}
    >
      <ul className={css.problems}>
        {read.problems.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path && <code translate="no">{path}</code>} {message}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
