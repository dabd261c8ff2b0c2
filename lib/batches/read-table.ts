import Papa from 'papaparse';
import { isStudioError, type StudioError } from '#lib/errors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { type JsonNode, placeOf, readJson, toJson } from '#lib/json/read-json.ts';
import { mostRows } from './batch.ts';

export const tableFormats = ['csv', 'json', 'jsonl'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** Rows with their values; `columns` names all of them, in the order in which they came. */
export type Table = { columns: string[]; rows: JsonObject[] };

/** Both from 1. */
export type TableProblem = { message: string; line: number; column: number };

/** Problems that are told at once: a file in the wrong format has one in every line. */
const mostProblems = 20;
const longestName = 256;

/** By the name of the file, else by how the text begins. */
export function guessFormat(text: string, name = ''): TableFormat {
  const [, ending] = /\.(csv|tsv|jsonl|ndjson|json)$/i.exec(name) ?? [];
  if (/^(csv|tsv)$/i.test(ending ?? '')) return 'csv';
  if (/^(jsonl|ndjson)$/i.test(ending ?? '')) return 'jsonl';
  const start = text.trimStart();
  if (start.startsWith('[')) return 'json';
  if (!start.startsWith('{')) return ending ? 'json' : 'csv';
  return isWhole(start) ? 'jsonl' : 'json';
}

/** Whether the first line is a value of its own. */
function isWhole(text: string): boolean {
  const [line = ''] = text.split('\n', 1);
  try {
    return readJson(line, { dialect: 'text' }).token === 'START_OBJECT';
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return false;
  }
}

/** Reads a table that somebody pasted, or says what is wrong with it and where. */
export function readTable(text: string, format: TableFormat): Table | { problems: TableProblem[] } {
  const whole = text.replace(/^\ufeff/, '');
  if (whole.trim() === '') return { problems: [{ message: 'There are no rows.', line: 1, column: 1 }] };
  const read = readers[format](whole);
  if (read.problems.length > 0) return { problems: read.problems.slice(0, mostProblems) };
  const columns = [...new Set(read.rows.flatMap((row) => [...row.keys()]))];
  const problem = wrongName(columns) ?? wrongCount(read.rows.length);
  return problem === undefined ? { columns, rows: read.rows } : { problems: [{ message: problem, line: 1, column: 1 }] };
}

type Read = { rows: JsonObject[]; problems: TableProblem[] };

const readers: Record<TableFormat, (text: string) => Read> = { csv: readCsv, json: readList, jsonl: readLines };

function wrongName(columns: readonly string[]): string | undefined {
  if (columns.length > 200) return `There are ${columns.length} columns; a batch has 200 at most.`;
  const braced = columns.find((name) => /[{}]/.test(name));
  if (braced !== undefined) return `A column may not have { or } in its name: ${braced}`;
  const long = columns.find((name) => name.length > longestName);
  return long && `The name of a column is longer than ${longestName} characters: ${long.slice(0, 40)}…`;
}

function wrongCount(count: number): string | undefined {
  if (count === 0) return 'There are no rows.';
  if (count <= mostRows) return undefined;
  return `There are ${count.toLocaleString('en')} rows; a batch has ${mostRows.toLocaleString('en')} at most. Split the file.`;
}

type Line = { cells: string[]; start: number };

function readCsv(text: string): Read {
  const { lines, problems } = csvLines(text);
  const [head, ...rest] = lines;
  if (!head || problems.length > 0) return { rows: [], problems };
  const names = head.cells.map((name) => name.trim());
  const empty = names.indexOf('');
  if (empty >= 0)
    problems.push({ message: `Column ${empty + 1} has no name. The first line names the columns.`, ...placeIn(text, head.start) });
  const double = names.find((name, at) => name !== '' && names.indexOf(name) < at);
  if (double !== undefined) problems.push({ message: `Two columns are called ${double}.`, ...placeIn(text, head.start) });
  const rows = rest.map(({ cells, start }) => {
    if (cells.length !== names.length) {
      problems.push({
        message: `This row has ${cells.length} values, the first line names ${names.length} columns.`,
        ...placeIn(text, start),
      });
    }
    return new Map(names.map((name, at) => [name, cells[at] ?? '']));
  });
  return { rows, problems };
}

/** Lines that hold something, each with the offset where it begins. */
function csvLines(text: string): { lines: Line[]; problems: TableProblem[] } {
  const lines: Line[] = [];
  const problems: TableProblem[] = [];
  let start = 0;
  Papa.parse<string[]>(text, {
    delimitersToGuess: [',', ';', '\t', '|'],
    skipEmptyLines: true,
    step({ data, errors, meta }) {
      start += /^[\r\n]*/.exec(text.slice(start))?.[0].length ?? 0; // empty lines
      for (const { type, code, message, index } of errors) {
        if (code === 'UndetectableDelimiter') continue; // a single column
        const sentence = type === 'Quotes' ? quoteWords(code, message) : message;
        problems.push({ message: sentence, ...placeIn(text, code === 'MissingQuotes' ? start : (index ?? start)) });
      }
      if (data.some((cell) => cell.trim() !== '')) lines.push({ cells: data, start });
      start = meta.cursor;
    },
  });
  return { lines, problems };
}

const quoteWords = (code: string, message: string) =>
  code === 'MissingQuotes'
    ? 'A quote that is opened in this row is never closed.'
    : code === 'InvalidQuotes'
      ? 'Something stands behind a closing quote. Quotes inside of a value are written twice.'
      : message;

function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function readList(text: string): Read {
  const read = nodeOf(text, 0);
  if ('message' in read) return { rows: [], problems: [read] };
  if (read.token !== 'START_ARRAY')
    return { rows: [], problems: [{ message: 'A list of objects is expected: [ { … }, { … } ].', ...placeOf(read) }] };
  return objectsOf(read.items, 0);
}

function readLines(text: string): Read {
  const problems: TableProblem[] = [];
  const rows: JsonObject[] = [];
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    const read = nodeOf(line, at);
    if ('message' in read) problems.push(read);
    else {
      const { rows: found, problems: wrong } = objectsOf([read], at);
      rows.push(...found);
      problems.push(...wrong);
    }
  }
  return { rows, problems };
}

/** @param linesBefore that stand before the text */
function nodeOf(text: string, linesBefore: number): JsonNode | TableProblem {
  try {
    const node = readJson(text, { dialect: 'text' });
    const rest = /\S/.exec(text.slice(node.end));
    if (!rest) return node;
    const { line, column } = placeIn(text, node.end + rest.index);
    return { message: 'Something stands behind the end of the value.', line: line + linesBefore, column };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return toProblem(error, linesBefore);
  }
}

/** The reader's sentence and place. */
function toProblem({ message }: StudioError, linesBefore: number): TableProblem {
  const [sentence = ''] = message.split('\n at ');
  const [, line = '1', column = '1'] = [...message.matchAll(/line: (\d+), column: (\d+)/g)].at(-1) ?? [];
  return { message: sentence, line: Number(line) + linesBefore, column: Number(column) };
}

function objectsOf(nodes: readonly JsonNode[], linesBefore: number): Read {
  const rows: JsonObject[] = [];
  const problems: TableProblem[] = [];
  for (const node of nodes) {
    const value = toJson(node);
    if (value instanceof Map) rows.push(value);
    else {
      const { line, column } = placeOf(node);
      problems.push({ message: 'A row is an object: { "name": value, … }.', line: line + linesBefore, column });
    }
  }
  return { rows, problems };
}
