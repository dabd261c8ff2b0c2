import { illegalArgument, isStudioError } from '#lib/errors.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { Guardrails, LocalRegexRule, ModelRule } from '#lib/models/model.ts';
import { javaPattern } from '#lib/settings/java-pattern.ts';
import { processTextDoc } from '#lib/template/escape-json.ts';
import type { Tensors } from './tensor.ts';

export type Guards = {
  /** A prediction of the model that judges. @throws StudioError */
  ask(model_id: string, parameters: ReadonlyMap<string, string>, signal: AbortSignal): Promise<Tensors[]>;
};

/**
 * @param text of the request, as it will be sent
 * @param question parameter of that name, which a judging model gets
 * @param guards undefined where nothing may leave: rules that ask a model are left out
 * @throws StudioError 400, also when a rule cannot be asked (it fails closed)
 */
export async function assertInputAllowed(
  { type, input_guardrail: rule }: Guardrails,
  { text, question }: { text: string | null; question: string | null | undefined },
  guards: Guards | undefined,
  signal: AbortSignal,
): Promise<void> {
  const isAllowed = type === 'local_regex' ? passes(rule, text ?? '') : await isAccepted(rule, question ?? '', guards, signal);
  if (!isAllowed) throw illegalArgument('guardrails triggered for user input');
}

/** @param body of the answer, as the service sent it. @throws StudioError 400 */
export async function assertOutputAllowed(
  { type, output_guardrail: rule }: Guardrails,
  body: string,
  guards: Guards | undefined,
  signal: AbortSignal,
): Promise<void> {
  const isAllowed = type === 'local_regex' ? passes(rule, body) : await isAccepted(rule, processTextDoc(body), guards, signal);
  if (!isAllowed) throw illegalArgument('guardrails triggered for LLM output');
}

/** Stop words stand in an index, and there is none here that could be asked. */
const needsIndex = ({ stop_words = [] }: LocalRegexRule) => stop_words.some((entry) => entry.index_name && entry.source_fields?.length);

function passes(rule: LocalRegexRule | undefined, text: string): boolean {
  if (!rule) return true;
  if (needsIndex(rule)) return false;
  try {
    return !(rule.regex ?? []).some((pattern) => javaPattern(pattern).matches(text));
  } catch (error) {
    if (isStudioError(error)) return false; // a pattern that cannot be read protects nobody
    throw error;
  }
}

async function isAccepted(
  rule: ModelRule | undefined,
  question: string,
  guards: Guards | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  if (!rule || !guards || question === '') return true;
  const { model_id, response_filter, response_validation_regex: pattern } = rule;
  if (model_id === undefined || pattern === undefined) return false;
  try {
    const parameters = new Map([['question', question], ...(response_filter ? [['response_filter', response_filter] as const] : [])]);
    const [first] = await guards.ask(model_id, parameters, signal);
    const answer = first?.output[0]?.dataAsMap?.get('response');
    return answer !== undefined && javaPattern(pattern).matches(writeJson(answer));
  } catch (error) {
    if (isStudioError(error)) return false;
    throw error;
  }
}
