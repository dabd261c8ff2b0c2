import { illegalArgument } from '#lib/errors.ts';

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** JSON lines where nothing is said. @throws StudioError 400 for a format that there is not */
export function readExportFormat(text: string | undefined): ExportFormat {
  const format = exportFormats.find((one) => one === (text ?? 'jsonl'));
  if (!format) throw illegalArgument(`An export is csv or jsonl, not [${text}]`);
  return format;
}
