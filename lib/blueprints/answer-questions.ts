import type { Blueprint } from './blueprint.ts';

/** Answers by question key: `parameters.model`, `credential.cohere_key`. */
export type Answers = Readonly<Record<string, string>>;

/**
 * The connector that a blueprint becomes once its questions are answered. A question without an answer keeps the blueprint's value;
 * a credential that may be left out and has no answer is left out, so that nothing like `<session_token>` is ever sent.
 */
export function answerQuestions(blueprint: Blueprint, answers: Answers): Blueprint['connector'] {
  const parameters = { ...blueprint.connector.parameters };
  const credential = { ...blueprint.connector.credential };
  for (const { key, type, required, default: fallback } of blueprint.questions) {
    const answer = answers[key] || fallback;
    const name = key.slice(key.indexOf('.') + 1);
    if (key.startsWith('parameters.')) {
      if (answer !== undefined) parameters[name] = answer;
    } else if (answer) credential[name] = answer;
    else if (type === 'secret' && !required && Object.keys(credential).length > 1) delete credential[name];
  }
  return { ...structuredClone(blueprint.connector), parameters, credential };
}
