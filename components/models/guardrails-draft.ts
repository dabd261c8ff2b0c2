import { isStudioError } from '#lib/errors.ts';
import type { Guardrails, LocalRegexRule, ModelRule } from '#lib/models/model.ts';
import { javaPattern } from '#lib/settings/java-pattern.ts';

export type GuardrailsKind = 'none' | Guardrails['type'];

export const guardedSides = ['input_guardrail', 'output_guardrail'] as const;
export type GuardedSide = (typeof guardedSides)[number];

type StopWords = NonNullable<LocalRegexRule['stop_words']>;
export type PatternsDraft = { regex: readonly string[]; stop_words: StopWords };
export type JudgeDraft = { model_id: string | null; response_filter: string; response_validation_regex: string };

/** What the form holds: both kinds, so that switching between them loses nothing. */
export type GuardrailsDraft = {
  kind: GuardrailsKind;
  patterns: Record<GuardedSide, PatternsDraft>;
  judges: Record<GuardedSide, JudgeDraft>;
};

const hasRule = (rule: LocalRegexRule | undefined) => Boolean(rule?.regex?.length || rule?.stop_words?.length);

/** ML Commons cannot take guardrails away again: none is a set of patterns without any. */
export function guardrailsKind(guardrails: Guardrails | undefined): GuardrailsKind {
  if (!guardrails) return 'none';
  const { input_guardrail: input, output_guardrail: output } = guardrails;
  if (guardrails.type === 'model') return input || output ? 'model' : 'none';
  return hasRule(guardrails.input_guardrail) || hasRule(guardrails.output_guardrail) ? 'local_regex' : 'none';
}

const noPatterns: PatternsDraft = { regex: [], stop_words: [] };
const noJudge: JudgeDraft = { model_id: null, response_filter: '', response_validation_regex: '' };

export function draftOfGuardrails(guardrails: Guardrails | undefined): GuardrailsDraft {
  const patterns = (rule: LocalRegexRule | undefined): PatternsDraft => ({ ...noPatterns, ...rule });
  const judge = ({ model_id, ...rest }: ModelRule = {}): JudgeDraft => ({ ...noJudge, ...rest, model_id: model_id ?? null });
  const draft: GuardrailsDraft = {
    kind: guardrailsKind(guardrails),
    patterns: { input_guardrail: noPatterns, output_guardrail: noPatterns },
    judges: { input_guardrail: noJudge, output_guardrail: noJudge },
  };
  if (guardrails?.type === 'local_regex')
    draft.patterns = { input_guardrail: patterns(guardrails.input_guardrail), output_guardrail: patterns(guardrails.output_guardrail) };
  if (guardrails?.type === 'model')
    draft.judges = { input_guardrail: judge(guardrails.input_guardrail), output_guardrail: judge(guardrails.output_guardrail) };
  return draft;
}

/** A side that nobody filled in is not guarded. */
export const isUsed = ({ model_id, response_filter, response_validation_regex }: JudgeDraft) =>
  model_id !== null || response_filter !== '' || response_validation_regex !== '';

export function guardrailsOf({ kind, patterns, judges }: GuardrailsDraft): Guardrails {
  if (kind === 'none') return { type: 'local_regex' };
  if (kind === 'local_regex') {
    const rule = (side: GuardedSide): Partial<Record<GuardedSide, LocalRegexRule>> => {
      const { regex, stop_words } = patterns[side];
      const given = { ...(stop_words.length > 0 && { stop_words }), ...(regex.length > 0 && { regex: [...regex] }) };
      return Object.keys(given).length > 0 ? { [side]: given } : {};
    };
    return { type: 'local_regex', ...rule('input_guardrail'), ...rule('output_guardrail') };
  }
  const rule = (side: GuardedSide): Partial<Record<GuardedSide, ModelRule>> => {
    const { model_id, response_filter, response_validation_regex } = judges[side];
    const given = { ...(model_id !== null && { model_id }), ...(response_filter !== '' && { response_filter }), response_validation_regex };
    return isUsed(judges[side]) ? { [side]: given } : {};
  };
  return { type: 'model', ...rule('input_guardrail'), ...rule('output_guardrail') };
}

/** Why a pattern would protect nobody, in the words of the matcher that predictions use; undefined when it works. */
export function regexProblem(pattern: string): string | undefined {
  if (pattern === '') return 'Enter a pattern, or remove this row.';
  try {
    javaPattern(pattern);
    return undefined;
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return thrown.message;
  }
}

export type GuardrailsProblem = { message: string; field: string };

/** Ids of controls, for links to them. */
export const regexId = (side: GuardedSide, place: number) => `${side}-regex-${place}`;
export const judgeId = (side: GuardedSide, part: keyof JudgeDraft) => `${side}-${part}`;

export const sideWords: Record<GuardedSide, string> = { input_guardrail: 'Requests', output_guardrail: 'Answers' };

/** @param self id of the model itself, which cannot judge its own calls */
export function guardrailsProblems({ kind, patterns, judges }: GuardrailsDraft, self: string): GuardrailsProblem[] {
  if (kind === 'none') return [];
  return guardedSides.flatMap((side) => {
    const at = (message: string, field: string) => ({ message: `${sideWords[side]}: ${message}`, field });
    if (kind === 'local_regex') {
      return patterns[side].regex.flatMap((pattern, place) => {
        const problem = regexProblem(pattern);
        return problem ? [at(`pattern ${place + 1}: ${problem}`, regexId(side, place))] : [];
      });
    }
    const { model_id, response_validation_regex } = judges[side];
    if (!isUsed(judges[side])) return [];
    const problems: GuardrailsProblem[] = [];
    if (model_id === null) problems.push(at('Choose the model that decides.', judgeId(side, 'model_id')));
    if (model_id === self) problems.push(at('A model cannot judge its own calls. Choose another.', judgeId(side, 'model_id')));
    const regex =
      response_validation_regex === '' ? 'Enter the pattern of an answer that lets a text pass.' : regexProblem(response_validation_regex);
    if (regex) problems.push(at(regex, judgeId(side, 'response_validation_regex')));
    return problems;
  });
}

/** Index of the first pattern that refuses a text; undefined when the text passes. A pattern has to match all of it. */
export function refusedBy(patterns: readonly string[], text: string): number | undefined {
  const found = patterns.findIndex((pattern) => regexProblem(pattern) === undefined && javaPattern(pattern).matches(text));
  return found < 0 ? undefined : found;
}
