import { answerQuestions } from '#lib/blueprints/answer-questions.ts';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';

/** JSON text of a body with nothing in it but what every connector has. */
export const blankText = JSON.stringify({
  name: '',
  version: '1',
  protocol: 'http',
  actions: [{ action_type: 'PREDICT', method: 'POST', url: '', headers: { 'Content-Type': 'application/json' } }],
});

/**
 * JSON text of the body that a blueprint stands for before anybody answered: its own values and defaults, while every secret is empty and
 * waits to be typed.
 */
export function blueprintText(blueprint: Blueprint): string {
  const connector = answerQuestions(blueprint, {});
  const secrets = blueprint.questions.filter(({ key, type }) => type === 'secret' && key.startsWith('credential.'));
  const names = [...Object.keys(connector.credential), ...secrets.map(({ key }) => key.slice('credential.'.length))];
  const credential = Object.fromEntries(
    names.map((name) => [name, connector.credential[name] === `<${name}>` ? '' : (connector.credential[name] ?? '')]),
  );
  return JSON.stringify({ ...connector, credential });
}
