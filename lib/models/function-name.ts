import { illegalArgument } from '#lib/errors.ts';

/** ML Commons' algorithms; this engine runs `REMOTE` models, the others are names that a predict path may carry. */
export const functionNames = [
  'LINEAR_REGRESSION',
  'KMEANS',
  'AD_LIBSVM',
  'SAMPLE_ALGO',
  'LOCAL_SAMPLE_CALCULATOR',
  'FIT_RCF',
  'BATCH_RCF',
  'ANOMALY_LOCALIZATION',
  'RCF_SUMMARIZE',
  'LOGISTIC_REGRESSION',
  'TEXT_EMBEDDING',
  'METRICS_CORRELATION',
  'REMOTE',
  'SPARSE_ENCODING',
  'SPARSE_TOKENIZE',
  'TEXT_SIMILARITY',
  'QUESTION_ANSWERING',
  'AGENT',
  'CONNECTOR',
  'TOOL',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** @throws StudioError 400 */
export function parseFunctionName(text: string): FunctionName {
  const name = functionNames.find((known) => known === text.toUpperCase());
  if (!name) throw illegalArgument('Wrong function name');
  return name;
}
