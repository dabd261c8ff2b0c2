/** Services that ML Commons recognises in a URL, and the word that the name of a fitting built-in function contains. */
const services = [
  ['sagemaker', 'default'],
  ['openai', 'openai'],
  ['bedrock', 'bedrock'],
  ['cohere', 'cohere'],
] as const;

type Functions = { pre_process_function?: string | null | undefined; post_process_function?: string | null | undefined };

/**
 * Hints, never a refusal (connector-model.md §4.6): a built-in function whose name belongs to another service than the URL's.
 * @param url with `${parameters.*}` filled
 */
export function functionWarnings(url: string, { pre_process_function, post_process_function }: Functions): string[] {
  const found = services.find(([service]) => url.includes(service));
  if (!found) return [];
  const [service, word] = found;
  const isForeign = (name: string | null | undefined) => name?.startsWith('connector.') && !name.includes(word);
  const warning = (which: string) => `LLM service is ${service}, so ${which} should be corresponding to ${service} for better results.`;
  return [
    ...(isForeign(pre_process_function) ? [warning('PreProcessFunction')] : []),
    ...(isForeign(post_process_function) ? [warning('PostProcessFunction')] : []),
  ];
}
