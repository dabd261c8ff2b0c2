import { StudioError } from '#lib/errors.ts';

// Java's \s is ASCII only, unlike JavaScript's. Source: ml-commons StringUtils.SAFE_INPUT_REGEX.
const safe = /^[\p{L}\p{N} \t\n\v\f\r.,!?():@\-_/'"]*$/u;
const longestName = 256; // characters

export type TextRule = { label: string; value: string | undefined; required?: boolean; isName?: boolean };

/** What is wrong with one text, in ML Commons' words (connector-model.md §5.2) or, for length and control characters of a name, in ours. */
export function textProblem({ label, value, required, isName }: TextRule): string | undefined {
  const isBlank = value === undefined || value.trim() === '';
  if (isBlank) return required ? `${label} is required and cannot be null or blank` : undefined;
  if (!safe.test(value)) return `${label} can only contain letters, numbers, spaces, and basic punctuation (.,!?():@-_'/")`;
  if (!isName) return undefined;
  if (/[\t\n\v\f\r]/.test(value)) return `${label} must not contain control characters`;
  return [...value].length > longestName ? `${label} must not be longer than ${longestName} characters` : undefined;
}

/** @throws StudioError 400 that numbers every problem: "Validation Failed: 1: …;2: …;" */
export function assertSafeTexts(rules: readonly TextRule[]): void {
  const problems = rules.map(textProblem).filter((problem) => problem !== undefined);
  if (problems.length === 0) return;
  const list = problems.map((problem, index) => `${index + 1}: ${problem};`).join('');
  throw new StudioError('action_request_validation_exception', 400, `Validation Failed: ${list}`);
}
