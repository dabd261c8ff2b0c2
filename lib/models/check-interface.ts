import { operation } from '#lib/access/operation.ts';
import type { ModelInterface } from './model.ts';

export type CheckedInterface = { [side in keyof ModelInterface]?: string };

/** Why a schema would judge nothing: ML Commons stores any text, and lets every call pass where that is no schema. A side that is fine is left out. */
export const checkInterface = operation('model.read', async (_caller, { input, output }: ModelInterface): Promise<CheckedInterface> => {
  const { schemaFault } = await import('#lib/predict/schema-problems.ts'); // loaded where somebody writes an interface
  const fault = (side: 'input' | 'output', text: string | undefined): CheckedInterface => {
    const found = text === undefined ? undefined : schemaFault(text);
    return found === undefined ? {} : { [side]: found };
  };
  return { ...fault('input', input), ...fault('output', output) };
});
