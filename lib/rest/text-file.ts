import type { ExportFormat } from '#lib/search/export-format.ts';
import { type Reply, reply } from './route.ts';

const contentTypes: Record<ExportFormat, string> = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson; charset=utf-8' };

const encoder = new TextEncoder();

/**
 * Answers with a file whose lines come a few at a time: the next are asked for when the client takes them, and a client that goes away ends it.
 * @param name without its ending; never made of what somebody typed (threats.md I-03)
 */
export function textFile(lines: AsyncIterable<string>, name: string, format: ExportFormat): Reply {
  const source = lines[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      for (;;) {
        const next = await source.next();
        if (next.done) return controller.close();
        if (next.value === '') continue; // an empty piece would end the wish for more
        return controller.enqueue(encoder.encode(next.value));
      }
    },
    async cancel() {
      await source.return?.();
    },
  });
  return reply(200, body, {
    'content-type': contentTypes[format],
    'content-disposition': `attachment; filename="${name}.${format}"`,
    'cache-control': 'no-store',
  });
}
