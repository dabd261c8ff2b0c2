import { postProcessFunctions } from '#lib/functions/post-process.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import type { ServiceGroup } from '#lib/functions/service-group.ts';

const services: Record<ServiceGroup, string> = {
  default: 'Default (SageMaker and others)',
  openai: 'OpenAI',
  cohere: 'Cohere',
  bedrock: 'Amazon Bedrock',
  mlcommons: 'ML Commons',
};

export type FunctionKind = 'pre_process_function' | 'post_process_function';

type Listed = { name: string; service: ServiceGroup; description: string };

const listed: Record<FunctionKind, readonly Listed[]> = {
  pre_process_function: [...preProcessFunctions.values()],
  post_process_function: [...postProcessFunctions.values()],
};

/** Built-in functions for a select, grouped by the service whose format they speak. */
export function functionOptions(kind: FunctionKind): { group: string; items: { value: string; label: string }[] }[] {
  return Object.entries(services)
    .map(([service, group]) => ({
      group,
      items: listed[kind].filter((one) => one.service === service).map(({ name }) => ({ value: name, label: name })),
    }))
    .filter(({ items }) => items.length > 0);
}

export const functionDescription = (kind: FunctionKind, name: string) => listed[kind].find((one) => one.name === name)?.description;

export const functionLabels: Record<FunctionKind, string> = {
  pre_process_function: 'Pre-process function',
  post_process_function: 'Post-process function',
};

/** Stands for a script in a list of built-in functions. */
export const custom = 'custom';

export const functionChoices = (kind: FunctionKind) => [
  { group: 'Of your own', items: [{ value: custom, label: 'Custom script' }] },
  ...functionOptions(kind),
];
