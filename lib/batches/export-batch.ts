import Papa from 'papaparse';
import { operation } from '#lib/access/operation.ts';
import { illegalArgument } from '#lib/errors.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { answerCell } from './answer-line.ts';
import { hasBodies, visibleBatch } from './batch-access.ts';
import { outcomesIn, rowView } from './list-rows.ts';
import type { BatchPorts, StoredAnswer } from './ports.ts';
import { cellText } from './row-body.ts';

/** Rows that are read at once: an answer may be long. */
const atOnce = 50;

type Wish = { batch_id: string; format?: string | undefined; outcome?: string | undefined };

export type Export = { name: string; contentType: string; texts: AsyncGenerator<string, void, void> };

/**
 * A file with each row, what was sent and what came.
 * @throws StudioError 404; 400 for a format that there is not
 */
export const exportBatch = operation(
  'batch.read',
  async (caller, { batch_id, format, outcome }: Wish, ports: BatchPorts): Promise<Export> => {
    const batch = visibleBatch(caller, batch_id, ports);
    const rows = answersOf(batch.id, outcomesIn(outcome), ports);
    const withBodies = hasBodies(batch, ports);
    if (format === undefined || format === 'jsonl') {
      return { name: `batch-${batch.n}.jsonl`, contentType: 'application/x-ndjson; charset=UTF-8', texts: asLines(rows, withBodies) };
    }
    if (format !== 'csv') throw illegalArgument(`A batch is exported as csv or jsonl, not as [${format}]`);
    const columns = JSON.parse(batch.columns) as string[]; // as it was created
    return { name: `batch-${batch.n}.csv`, contentType: 'text/csv; charset=UTF-8', texts: asCsv(rows, columns, withBodies) };
  },
);

async function* answersOf(id: string, outcomes: ReturnType<typeof outcomesIn>, { batches, breathe }: BatchPorts) {
  for (let after = 0; ; ) {
    const rows = batches.answers({ id, outcomes, after, most: atOnce });
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    after = last.row;
    await breathe();
  }
}

type Pages = AsyncGenerator<StoredAnswer[], void, void>;

async function* asLines(pages: Pages, withBodies: boolean): AsyncGenerator<string, void, void> {
  for await (const rows of pages) yield rows.map((row) => `${writeJson(lineOf(row, withBodies))}\n`).join('');
}

function lineOf(row: StoredAnswer, withBodies: boolean) {
  const { answer: _, ...shown } = rowView(row, withBodies);
  const response = withBodies && row.response !== null ? parseJson(row.response) : null;
  return { ...shown, response, ...(isCut(row) && { response_cut: true }) };
}

/** Long answers are kept in part, as those of runs are. */
const isCut = ({ cut }: StoredAnswer) => cut !== null && (JSON.parse(cut) as string[]).includes('response'); // as keepRun writes it

/** Columns of ours, after those of the rows. */
const ownColumns = [
  'outcome',
  'answer',
  'answer_cut',
  'status',
  'error',
  'duration_ms',
  'input_tokens',
  'output_tokens',
  'total_tokens',
  'run_id',
];

/** A spreadsheet would run these as a formula; a plain number is none. */
const formula = /^(?![-+]?\d+(\.\d+)?([eE][-+]?\d+)?$)\s*[=+\-@＝＋－＠|%]|^[\t\r\n]/;

async function* asCsv(pages: Pages, columns: readonly string[], withBodies: boolean): AsyncGenerator<string, void, void> {
  const write = (records: readonly unknown[][]) =>
    `${Papa.unparse(records as unknown[][], { escapeFormulae: formula, newline: '\r\n' })}\r\n`;
  yield write([['row', ...columns, ...ownColumns.map((name) => (columns.includes(name) ? `batch_${name}` : name))]]);
  for await (const rows of pages) if (rows.length > 0) yield write(rows.map((row) => record(row, columns, withBodies)));
}

function record(row: StoredAnswer, columns: readonly string[], withBodies: boolean): unknown[] {
  const { values, error, duration_ms, usage, run_id } = rowView(row, withBodies);
  const cells = isObject(values) ? values : new Map<string, Json>();
  const { input, output, total } = (usage ?? {}) as { input?: number; output?: number; total?: number }; // as rowView makes it
  const reason = (error as { reason?: string } | undefined)?.reason;
  const response = withBodies && row.outcome === 'answered' && row.response !== null ? answerCell(parseJson(row.response)) : '';
  const own = [row.outcome, response, isCut(row) ? 'yes' : '', row.status, reason, duration_ms, input, output, total, run_id];
  return [row.row, ...columns.map((name) => cellText(cells.get(name))), ...own.map((value) => value ?? '')];
}
