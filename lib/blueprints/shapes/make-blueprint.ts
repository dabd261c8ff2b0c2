import type { Blueprint, BlueprintQuestion } from '../blueprint.ts';
import { blueprintFormat } from '../blueprint-format.ts';

type Action = Blueprint['connector']['actions'][number];

/** A question without what the connector already says: the default of a parameter is the parameter's own value. */
export type Asked = Omit<BlueprintQuestion, 'default'>;

/** What differs between blueprints of one action. */
export type BlueprintSpec = Pick<
  Blueprint,
  'id' | 'title' | 'summary' | 'provider' | 'task' | 'docs_url' | 'notes' | 'trusted_pattern' | 'usage_path' | 'examples' | 'mock'
> & {
  /** Name of the connectors made from it. */
  name: string;
  protocol?: Blueprint['connector']['protocol'];
  parameters: Record<string, string>;
  /** Every secret that is asked for becomes a credential of the connector. */
  questions: Asked[];
  action: Pick<Action, 'url' | 'headers' | 'pre_process_function' | 'post_process_function'> & { request_body: string };
};

/** A blueprint whose connector has one action, PREDICT by POST. */
export function makeBlueprint({ name, protocol = 'http', parameters, questions, action, ...facts }: BlueprintSpec): Blueprint {
  const secrets = questions.filter(({ type }) => type === 'secret').map(({ key }) => nameOf(key));
  return {
    format: blueprintFormat,
    ...facts,
    connector: {
      name,
      description: facts.summary,
      version: '1',
      protocol,
      parameters,
      credential: Object.fromEntries(secrets.map((secret) => [secret, `<${secret}>`])),
      actions: [{ action_type: 'predict', method: 'POST', ...action }],
    },
    questions: questions.map((question) => withDefault(question, parameters)),
  };
}

const nameOf = (key: string) => key.slice(key.indexOf('.') + 1);

function withDefault(question: Asked, parameters: Record<string, string>): BlueprintQuestion {
  const value = question.key.startsWith('parameters.') ? parameters[nameOf(question.key)] : undefined;
  return value === undefined ? question : { ...question, default: value };
}

/** A request body, written as one would read it: `"model": "${parameters.model}"`. Fields that are empty texts are left out. */
export const jsonBody = (...fields: string[]): string => `{ ${fields.filter(Boolean).join(', ')} }`;
