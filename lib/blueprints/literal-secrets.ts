import { isSecretParameter, looksLikeSecret, urlHoldsSecret } from '#lib/connectors/check/looks-like-secret.ts';
import { type Problem, pointer, problem } from '#lib/connectors/check/problem.ts';
import type { Blueprint } from './blueprint.ts';

/** Headers whose value proves who calls. */
const authorizing = /^(authorization|proxy-authorization|cookie|(.*[-_])?(api[-_]?key|apikey|token|secret|password|subscription-key))$/i;

/** What comes before the secret itself. */
const scheme = /^(bearer|basic|token|key|apikey|api-key)\s+/i;

/**
 * Values in a blueprint that look like secrets, wherever they stand: what is published is read by everyone. A credential has none,
 * because the schema takes only its key in angle brackets.
 */
export function literalSecrets(blueprint: Blueprint): Problem[] {
  const { connector, questions, examples, mock, ...words } = blueprint;
  return [
    ...inHeaders(connector),
    ...connector.actions.flatMap(({ url, request_body, pre_process_function, post_process_function }, at) => [
      ...(urlHoldsSecret(url) ? [found(`connector.actions.${at}.url`)] : []),
      ...inTexts({ request_body, pre_process_function, post_process_function }, `connector.actions.${at}`),
    ]),
    ...inTexts({ name: connector.name, description: connector.description }, 'connector'),
    ...inValue(connector.parameters, 'connector.parameters'),
    ...questions.flatMap((question, at) => [
      ...(isAboutSecret(question) && question.default ? [secretDefault(at)] : []),
      ...inValue(question, `questions.${at}`),
    ]),
    ...inValue(words, ''),
    ...inValue(examples, 'examples'),
    ...inValue(mock, 'mock'),
  ];
}

const isAboutSecret = ({ key, type }: Blueprint['questions'][number]) => type === 'secret' || key.startsWith('credential.');

const message = 'This looks like a secret. Everyone who may read the blueprint would read it.';

const found = (path: string, fix?: Problem['fix']): Problem =>
  problem('error', path, `${message} Put it in the credential, and \${credential.name} in a header.`, fix);

const secretDefault = (at: number): Problem =>
  problem('error', `questions.${at}.default`, 'A secret has no default: everyone who may read the blueprint would read it.', {
    label: 'Remove the default',
    patch: [{ op: 'remove', path: pointer('questions', at, 'default') }],
  });

function inHeaders({ actions, credential }: Blueprint['connector']): Problem[] {
  return actions.flatMap(({ headers = {} }, at) =>
    Object.entries(headers).flatMap(([name, value]) => {
      const rest = value.replace(scheme, '').trim();
      const isLiteral = authorizing.test(name) && !value.includes('${') && rest !== '' && !isStandIn(rest);
      if (!isLiteral && !looksLikeSecret(value)) return [];
      const key = Object.keys(credential)[0] ?? 'api_key';
      const patch = [
        {
          op: 'replace' as const,
          path: pointer('connector', 'actions', at, 'headers', name),
          value: `${schemeOf(value)}\${credential.${key}}`,
        },
        { op: 'add' as const, path: pointer('connector', 'credential', key), value: `<${key}>` },
      ];
      return [found(`connector.actions.${at}.headers.${name}`, { label: `Use the credential ${key}`, patch })];
    }),
  );
}

const schemeOf = (value: string) => scheme.exec(value)?.[0] ?? '';

const inTexts = (texts: Record<string, string | undefined>, path: string): Problem[] =>
  Object.entries(texts).flatMap(([name, text]) => (text !== undefined && looksLikeSecret(text) ? [found(`${path}.${name}`)] : []));

/** `<api_key>`, or the mask of a recorded example. */
const isStandIn = (value: string) => /^(<[^<>]*>|\*+)$/.test(value);

/** Everything below a JSON value; a member's name tells too. */
function inValue(value: unknown, path: string, name = ''): Problem[] {
  if (typeof value === 'string') return !isStandIn(value) && (isSecretParameter(name, value) || urlHoldsSecret(value)) ? [found(path)] : [];
  if (typeof value !== 'object' || value === null) return [];
  const start = path === '' ? '' : `${path}.`;
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(looksLikeSecret(key) ? [found(path)] : []),
    // The number of an item says nothing, so an item is judged by the name of its list.
    ...inValue(inner, start + key, Array.isArray(value) ? name : key),
  ]);
}
