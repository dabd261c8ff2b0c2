import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import type { EditedQuestion } from './blueprint-draft.ts';

/** A list with one member at another place. */
export function moved<Member>(list: readonly Member[], from: number, to: number): Member[] {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}

/** What could be asked and is not: `credential.key` first, because nothing works without it. */
export function unasked(questions: readonly Pick<EditedQuestion, 'key'>[], { credential, parameters }: Blueprint['connector']): string[] {
  const keys = [
    ...Object.keys(credential).map((name) => `credential.${name}`),
    ...Object.keys(parameters).map((name) => `parameters.${name}`),
  ];
  const asked = new Set(questions.map(({ key }) => key));
  return keys.filter((key) => !asked.has(key));
}

/** `input_type` as people read it: *Input type*. */
function wordsOf(name: string): string {
  const words = name.replaceAll(/[_\s]+/g, ' ').trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A question as it begins: its label from the key, its type from the value. */
export function newQuestion(key: string, parameters: Readonly<Record<string, string>>, uid: number): EditedQuestion {
  const name = key.slice(key.indexOf('.') + 1);
  const isSecret = key.startsWith('credential.');
  const value = !isSecret && Object.hasOwn(parameters, name) ? (parameters[name] ?? '') : '';
  const type = isSecret ? 'secret' : /^(true|false)$/.test(value) ? 'boolean' : /^-?\d+(\.\d+)?$/.test(value) ? 'number' : 'text';
  return { uid, key, label: wordsOf(name), help: '', type, required: true, options: [], pattern: '', example: '' };
}
