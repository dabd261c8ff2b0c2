import { checkDefinition } from '#lib/connectors/check/check-definition.ts';
import { type Fix, type Problem, pointer, problem } from '#lib/connectors/check/problem.ts';
import { readJson } from '#lib/json/read-json.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import { Blueprint } from './blueprint.ts';
import { checkPinning } from './check-pinning.ts';
import { literalSecrets } from './literal-secrets.ts';

/**
 * What stands against publishing a blueprint (`error`), and what should be looked at; all but its examples, which take a mock. Paths are of
 * the blueprint: `connector.actions.0.url`, `questions.1.key`.
 */
export function checkBlueprint(blueprint: Blueprint): Problem[] {
  const found = [
    ...incomplete(blueprint),
    ...literalSecrets(blueprint),
    ...checkPinning(blueprint),
    ...checkPlaceholders(blueprint),
    ...checkCredential(blueprint),
    ...checkQuestions(blueprint),
  ];
  return [...found, ...checkConnectorItself(blueprint, found)];
}

const missing = new Map([
  ['summary', 'Say in a sentence what it is for.'],
  ['trusted_pattern', 'Without a trusted pattern nobody knows which host may be called.'],
  ['examples', 'A blueprint is published with at least one example. Record one.'],
]);

/** What a draft may still lack. */
function incomplete(blueprint: Blueprint): Problem[] {
  const { error } = Blueprint.safeParse(blueprint);
  return (error?.issues ?? []).map(({ path, message }) => {
    const place = path.map(String).join('.');
    return problem('error', place, missing.get(place) ?? message);
  });
}

type Place = { path: string; at: number; text: string };

function templates({ actions }: Blueprint['connector']): Place[] {
  return actions.flatMap(({ url, headers = {}, request_body = '' }, at) => [
    { path: `connector.actions.${at}.url`, at, text: url },
    { path: `connector.actions.${at}.request_body`, at, text: request_body },
    ...Object.entries(headers).map(([name, text]) => ({ path: `connector.actions.${at}.headers.${name}`, at, text })),
  ]);
}

/** Every placeholder is a question, a parameter or has a default; or an example shows that a call, or a function, brings it. */
function checkPlaceholders({ connector, questions, examples }: Blueprint): Problem[] {
  const brought = new Set(examples.flatMap(({ input }) => (isObject(input.parameters) ? Object.keys(input.parameters) : [])));
  const asked = new Set(questions.map(({ key }) => key));
  const isFilled = (name: string) =>
    name.includes(':-') || Object.hasOwn(connector.parameters, name) || asked.has(`parameters.${name}`) || brought.has(name);
  return templates(connector).flatMap(({ path, at, text }) => {
    const isMade = connector.actions[at]?.pre_process_function !== undefined && path.endsWith('.request_body');
    if (isMade) return []; // what its function does not make is left over when an example is run
    const names = new Set(findPlaceholders(text, 'parameters').map(({ name }) => name.replace(/\.toString\(\)$/, '')));
    return [...names].filter((name) => !isFilled(name)).map((name) => unfilled(path, name));
  });
}

const unfilled = (path: string, name: string): Problem =>
  problem(
    'error',
    path,
    `Nothing fills \${parameters.${name}}: it is no question, no parameter, has no default, and no example brings it.`,
    {
      label: `Ask for ${name}`,
      patch: [{ op: 'add', path: '/questions/-', value: { key: `parameters.${name}`, label: name, type: 'text', required: true } }],
    },
  );

/** Fields of a credential that are used without being named in a header. */
const signing = new Set(['access_key', 'secret_key', 'session_token', 'roleArn', 'service_name', 'region']);

function checkCredential({ connector, questions }: Blueprint): Problem[] {
  const asked = new Set(questions.map(({ key }) => key));
  const used = templates(connector).flatMap(({ path, text }) => findPlaceholders(text, 'credential').map(({ name }) => ({ path, name })));
  const unknown = used.filter(({ name }) => !Object.hasOwn(connector.credential, name));
  const names = Object.keys(connector.credential);
  const isUsed = (name: string) => used.some((one) => one.name === name) || (connector.protocol === 'aws_sigv4' && signing.has(name));
  return [
    ...unknown.map(({ path, name }) =>
      problem('error', path, `The credential has no ${name}.`, {
        label: `Add ${name} to the credential`,
        patch: [{ op: 'add', path: pointer('connector', 'credential', name), value: `<${name}>` }],
      }),
    ),
    ...names
      .filter((name) => !asked.has(`credential.${name}`))
      .map((name) =>
        problem('error', `connector.credential.${name}`, `No question asks for ${name}, so nobody can give it.`, {
          label: `Ask for ${name}`,
          patch: [{ op: 'add', path: '/questions/-', value: { key: `credential.${name}`, label: name, type: 'secret', required: true } }],
        }),
      ),
    // ML Commons wants a credential with at least one field, also where the service wants none.
    ...names
      .filter((name) => !isUsed(name) && names.length > 1)
      .map((name) => problem('warning', `connector.credential.${name}`, `No header uses ${name}.`)),
  ];
}

function checkQuestions({ connector, questions }: Blueprint): Problem[] {
  const seen = new Set<string>();
  const texts = templates(connector).map(({ text }) => text);
  return questions.flatMap(({ key, type, options = [], default: fallback }, at) => {
    const [name, path] = [key.slice(key.indexOf('.') + 1), `questions.${at}`];
    const found: Problem[] = [];
    if (seen.has(key)) found.push(problem('error', `${path}.key`, `${key} is asked for twice.`));
    seen.add(key);
    const isSecret = key.startsWith('credential.');
    if (isSecret !== (type === 'secret')) {
      const message = isSecret
        ? 'What goes into the credential is asked for as a secret.'
        : 'A parameter is no secret: everyone may read it.';
      found.push(problem('error', `${path}.type`, message));
    }
    const holder = isSecret ? connector.credential : connector.parameters;
    const isUsed = Object.hasOwn(holder, name) || texts.some((text) => text.includes(`\${parameters.${name}`));
    if (!isUsed) found.push(problem(isSecret ? 'error' : 'warning', `${path}.key`, `Nothing in the connector is called ${key}.`));
    if (type === 'select' && options.length === 0) found.push(problem('error', `${path}.options`, 'A selection needs options.'));
    if (type === 'select' && fallback !== undefined && options.length > 0 && !options.includes(fallback)) {
      found.push(problem('error', `${path}.default`, `${fallback} is none of the options.`));
    }
    if (!isSecret && Object.hasOwn(holder, name) && holder[name] !== (fallback ?? holder[name])) {
      const message = `The default is used, not the parameter's own value.`;
      const patch = [{ op: 'replace' as const, path: pointer('connector', 'parameters', name), value: fallback ?? '' }];
      found.push(problem('warning', `${path}.default`, message, { label: 'Make them the same', patch }));
    }
    return found;
  });
}

/**
 * What the check of a connector says: functions that exist and fit the host, methods, headers, bodies that are no JSON, misspelt
 * placeholders. Of places that have a problem already nothing more is said.
 */
function checkConnectorItself({ connector }: Blueprint, found: readonly Problem[]): Problem[] {
  const given = Object.fromEntries(Object.keys(connector.credential).map((name) => [name, 'given']));
  const taken = new Set(found.map(({ path }) => path));
  return checkDefinition(readJson(JSON.stringify({ ...connector, credential: given })))
    .filter(({ severity }) => severity !== 'info')
    .map(({ path, fix, ...rest }) => ({ ...rest, path: path === '' ? 'connector' : `connector.${path}`, ...(fix && { fix: within(fix) }) }))
    .filter(({ path }) => !taken.has(path));
}

/** A cure of the connector as one of the blueprint. */
const within = ({ label, patch }: Fix): Fix => ({
  label,
  patch: patch.map((step) => ({ ...step, path: `/connector${step.path}`, ...('from' in step && { from: `/connector${step.from}` }) })),
});

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
