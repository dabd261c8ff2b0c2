'use client';
import { Button, FileButton, SegmentedControl, Textarea, UnstyledButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { Table, TableFormat, TableProblem } from '#lib/batches/read-table.ts';
import css from './batch.module.css';
import { rowsWords } from './batch-words.ts';
import type { RowsText } from './use-prepared.ts';

const formats: { value: TableFormat; label: string }[] = [
  { value: 'csv', label: 'CSV' },
  { value: 'json', label: 'JSON' },
  { value: 'jsonl', label: 'JSON lines' },
];

const placeholders: Record<TableFormat, string> = {
  csv: 'text,lang\nA first row,en\nAnother one,en',
  json: '[\n  { "text": "A first row" },\n  { "text": "Another one" }\n]',
  jsonl: '{ "text": "A first row" }\n{ "text": "Another one" }',
};

/** Bytes: what the server takes as one body. */
const mostBytes = 10 * 1024 * 1024;

/** Characters that a field shows without making the page slow. */
const mostShown = 200_000;

/** Rows as somebody has them: pasted, or from a file. */
export function RowsInput({ input, table, problems }: { input: RowsText; table: Table | undefined; problems: TableProblem[] }) {
  const announce = useAnnounce();
  const field = useRef<HTMLTextAreaElement>(null);
  const [tooBig, setTooBig] = useState<string>();
  const open = async (file: File | null) => {
    if (!file) return;
    setTooBig(undefined);
    if (file.size > mostBytes) {
      setTooBig(`${file.name} is larger than 10 MB. Split it.`);
      return;
    }
    input.set(await file.text(), file.name);
    announce(`${file.name} is read`);
  };
  const isLong = input.text.length > mostShown;
  return (
    <Panel
      title="Rows"
      id="batch-rows"
      description="Up to 1,000. The first line of a CSV names the columns."
      actions={
        <>
          <SegmentedControl
            aria-label="Format"
            data={formats}
            value={input.format}
            onChange={(format) => input.setFormat(format as TableFormat)} // as: one of the values above
          />
          <FileButton
            onChange={(file) => void open(file)}
            accept=".csv,.tsv,.json,.jsonl,.ndjson,.txt"
            inputProps={{ 'aria-label': 'File with rows' }}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                Choose a file
              </Button>
            )}
          </FileButton>
        </>
      }
    >
      <div className={css.stack}>
        {isLong ? (
          <div className={css.bar}>
            <p className={css.note}>
              {input.name || 'The text'} has {input.text.length.toLocaleString('en')} characters and is not shown.
            </p>
            <Button variant="default" onClick={() => input.set('')}>
              Clear
            </Button>
          </div>
        ) : (
          <Textarea
            ref={field}
            aria-label="Rows"
            classNames={{ input: css.text }}
            rows={8}
            spellCheck={false}
            placeholder={placeholders[input.format]}
            value={input.text}
            onChange={(event) => input.set(event.currentTarget.value, input.name)}
          />
        )}
        {tooBig && (
          <Callout kind="danger" isAlert>
            {tooBig}
          </Callout>
        )}
        {problems.length > 0 && <Problems problems={problems} onGo={(problem) => goTo(field.current, problem)} />}
        {table && (
          <p className={css.note} role="status">
            {rowsWords(table.rows.length)}, {table.columns.length} {table.columns.length === 1 ? 'column' : 'columns'}:{' '}
            {table.columns.slice(0, 12).join(', ')}
            {table.columns.length > 12 && ', …'}
          </p>
        )}
      </div>
    </Panel>
  );
}

function Problems({ problems, onGo }: { problems: TableProblem[]; onGo: (problem: TableProblem) => void }) {
  return (
    <Callout kind="danger" title={problems.length === 1 ? 'The rows have a problem' : `The rows have ${problems.length} problems`}>
      <ul className={css.problems}>
        {problems.map((problem, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and they only come all together
          <li key={at}>
            <UnstyledButton className={css.place} onClick={() => onGo(problem)}>
              Line {problem.line}, column {problem.column}
            </UnstyledButton>
            : {problem.message}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** Puts the caret where the problem is. */
function goTo(field: HTMLTextAreaElement | null, { line, column }: TableProblem): void {
  if (!field) return;
  const lines = field.value.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  field.focus();
  field.setSelectionRange(before + column - 1, before + (lines[line - 1]?.length ?? 0));
}
