import type { Prediction } from '#lib/client/predictions.ts';
import { answerText } from './answer.ts';

const longest = 8;

/** An answer as text that two can be compared in: the words of a language model, else JSON in which a vector is one line. */
export function comparableAnswer({ response }: Prediction): string {
  return answerText(response) ?? JSON.stringify(response, withShortVectors, 2) ?? '';
}

function withShortVectors(_name: string, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= longest || !value.every((item) => typeof item === 'number')) return value;
  const norm = Math.sqrt(value.reduce((sum: number, item: number) => sum + item * item, 0));
  return `${value.length} dims, norm ${norm.toFixed(4)}: ${value.slice(0, longest).join(', ')}, …`;
}
