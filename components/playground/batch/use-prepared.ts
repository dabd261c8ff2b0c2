import { useDeferredValue, useMemo, useState } from 'react';
import { guessMapping } from '#lib/batches/guess-mapping.ts';
import { guessFormat, readTable, type Table, type TableFormat, type TableProblem } from '#lib/batches/read-table.ts';
import { algorithmOf, namesOf, rowBody } from '#lib/batches/row-body.ts';
import type { Mapping } from '#lib/client/batches.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { type InputField, inputFields, suitedInput } from '#lib/predict/input-fields.ts';
import { type Definition, type Preview, previewOf } from '../playground-input.ts';
import type { TargetKey } from '../target-select.tsx';

/** What somebody pasted, and what it is. */
export type RowsText = {
  text: string;
  name: string;
  format: TableFormat;
  set: (text: string, name?: string) => void;
  setFormat: (format: TableFormat) => void;
};

const noRows: { table?: Table; problems: TableProblem[] } = { problems: [] };

function read(text: string, format: TableFormat): { table?: Table; problems: TableProblem[] } {
  if (text.trim() === '') return noRows;
  const found = readTable(text, format);
  return 'problems' in found ? found : { table: found, problems: [] };
}

/** All that stands between a text and a batch. What is guessed holds until somebody changes it, for this target and these columns. */
export function usePrepared(target: TargetKey | undefined, definition: Definition | undefined) {
  const [{ text, name }, setText] = useState({ text: '', name: '' });
  const [chosenFormat, setFormat] = useState<TableFormat>();
  const [chosenType, setActionType] = useState<string>();
  const [chosen, setChosen] = useState<{ of: string; mapping: Mapping }>();
  const settled = useDeferredValue(text);
  const format = chosenFormat ?? guessFormat(settled, name);
  const { table, problems } = useMemo(() => read(settled, format), [settled, format]);
  const types = useMemo(() => [...new Set((definition?.actions ?? []).map(({ action_type }) => action_type))], [definition]);
  const actionType =
    chosenType && types.includes(chosenType as (typeof types)[number])
      ? chosenType
      : types.includes('PREDICT')
        ? 'PREDICT'
        : (types[0] ?? 'PREDICT');
  const action = definition && findAction(definition.actions, actionType);
  const fields = useMemo(() => (definition && action ? inputFields(definition, action) : []), [definition, action]);
  const of = JSON.stringify([target, actionType, table?.columns]);
  const guessed = useMemo(() => (table && action ? guessMapping(table.columns, suitedInput(action), fields) : {}), [table, action, fields]);
  const mapping = chosen?.of === of ? chosen.mapping : guessed;
  const first = table?.rows[0];
  const preview = useMemo(
    () =>
      definition && action && first ? firstPreview(definition, actionType, writeJson(rowBody(first, mapping, fields)), mapping) : undefined,
    [definition, action, actionType, first, mapping, fields],
  );
  const input: RowsText = {
    text,
    name,
    format,
    setFormat,
    set: (next, file = '') => {
      setText({ text: next, name: file });
      if (file !== '' || next === '') setFormat(undefined);
    },
  };
  return {
    input,
    table,
    problems,
    types,
    actionType,
    setActionType,
    fields,
    mapping,
    setMapping: (next: Mapping) => setChosen({ of, mapping: next }),
    preview,
    calls: preview && 'request' in preview ? preview.request.calls : 1,
    host: hostOf(preview),
    refusal: refusalOf(target, table, problems) ?? (action ? unfilled(table, mapping, fields) : 'What is called is not known yet.'),
  };
}

const firstPreview = (definition: Definition, actionType: string, body: string, mapping: Mapping): Preview =>
  previewOf(definition, actionType, { body, algorithm: algorithmOf(mapping) });

/** Why not now. */
function refusalOf(target: TargetKey | undefined, table: Table | undefined, problems: readonly TableProblem[]): string | undefined {
  if (problems.length > 0) return 'The rows have a problem.';
  if (!table) return 'Paste rows or choose a file first.';
  return target ? undefined : 'Choose what to call first.';
}

function unfilled(table: Table | undefined, mapping: Mapping, fields: readonly InputField[]): string | undefined {
  const unknown = namesOf(mapping).find((name) => !table?.columns.includes(name));
  if (unknown !== undefined) return `There is no column ${unknown}.`;
  const empty = fields.find(({ name, required }) => required && mapping.parameters && !mapping.parameters[name]);
  if (empty) return `Nothing fills ${empty.name}.`;
  if (mapping.text_docs?.some((text) => text === '') || mapping.query_text === '')
    return 'Choose a column for the documents and the query.';
  return undefined;
}

function hostOf(preview: Preview | undefined): string | undefined {
  if (!preview || 'problem' in preview || !URL.canParse(preview.request.url.text)) return undefined;
  return new URL(preview.request.url.text).host;
}
