/** In ML Commons' order, which decides when a path names more than one. */
export const dataTypes = [
  'FLOAT32',
  'FLOAT64',
  'FLOAT16',
  'UINT8',
  'INT32',
  'INT8',
  'INT64',
  'BOOLEAN',
  'UNKNOWN',
  'STRING',
  'BINARY',
  'UBINARY',
] as const;
export type DataType = (typeof dataTypes)[number];

export const isDataType = (text: unknown): text is DataType => dataTypes.some((type) => type === text);

/** The type that a response filter names, as in `$.embeddings.int8`; a path that names none has none (predict.md §13.1). */
export function dataTypeOfPath(path: string): DataType | null {
  const upper = path.toUpperCase();
  return dataTypes.find((type) => upper.includes(`.${type}`)) ?? null;
}
