import { illegalArgument } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { into, type Reader, readMembers } from '#lib/json/read-members.ts';
import { itemsOf, membersOf, textOf, textsOf } from '#lib/json/value-of.ts';
import type { Guardrails, LocalRegexRule, ModelRule } from './model.ts';

type StopWords = NonNullable<LocalRegexRule['stop_words']>;

function readStopWords(node: JsonNode): StopWords {
  const list = itemsOf(node).map((item) => membersOf(item));
  return list.flatMap((members) => {
    const [index, fields] = [members.get('index_name'), members.get('source_fields')];
    return index && fields ? [{ index_name: textOf(index), source_fields: textsOf(fields) }] : []; // half a rule counts for nothing
  });
}

const regexReaders = new Map<string, Reader<LocalRegexRule>>([
  ['stop_words', into('stop_words', readStopWords)],
  ['regex', into('regex', textsOf)],
]);

const modelReaders = new Map<string, Reader<ModelRule>>([
  ['model_id', into('model_id', textOf)],
  ['response_filter', into('response_filter', textOf)],
  ['response_validation_regex', into('response_validation_regex', textOf)],
]);

/**
 * Guardrails as they are kept (security.md §6): both sides of one type, `local_regex` unless it says otherwise.
 * @throws StudioError 400 for another type
 */
export function readGuardrails(node: JsonNode): Guardrails {
  const members = membersOf(node);
  const type = members.has('type') ? textOf(members.get('type') ?? node) : 'local_regex';
  const [input, output] = [members.get('input_guardrail'), members.get('output_guardrail')];
  if (type === 'local_regex') {
    const rule = (side: JsonNode) => readMembers<LocalRegexRule>(side, {}, regexReaders);
    return { type, ...(input && { input_guardrail: rule(input) }), ...(output && { output_guardrail: rule(output) }) };
  }
  if (type === 'model') {
    const rule = (side: JsonNode) => readMembers<ModelRule>(side, {}, modelReaders);
    return { type, ...(input && { input_guardrail: rule(input) }), ...(output && { output_guardrail: rule(output) }) };
  }
  throw illegalArgument('The type of guardrails is required, can not be null.');
}
