import { filledUrl } from '#lib/connectors/action-urls.ts';
import { type Problem, pointer, problem } from '#lib/connectors/check/problem.ts';
import { functionWarnings } from '#lib/connectors/function-warnings.ts';
import { postProcessFunctions } from '#lib/functions/post-process.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import { compileFunction } from '#lib/functions/script.ts';
import { checkScript } from '#lib/painless/check-script.ts';
import { fillFunctionText } from '#lib/template/fill-function-text.ts';
import { findPlaceholders, replaceParameters } from '#lib/template/find-placeholders.ts';
import { Blueprint } from './blueprint.ts';
import { checkPinning } from './check-pinning.ts';
import { literalSecrets } from './literal-secrets.ts';

/**
 * What stands against publishing a blueprint (`error`), and what should be looked at; all but its examples, which take a mock. Paths are of
 * the blueprint: `connector.actions.0.url`, `questions.1.key`.
 */
export function checkBlueprint(blueprint: Blueprint): Problem[] {
  return [
    ...incomplete(blueprint),
    ...literalSecrets(blueprint),
    ...checkPinning(blueprint),
    ...checkPlaceholders(blueprint),
    ...checkCredential(blueprint),
    ...checkQuestions(blueprint),
    ...checkFunctions(blueprint),
  ];
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
    ...names.filter((name) => !isUsed(name)).map((name) => problem('warning', `connector.credential.${name}`, `No header uses ${name}.`)),
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

const kinds = [
  { member: 'pre_process_function', known: preProcessFunctions, word: 'PreProcessFunction' },
  { member: 'post_process_function', known: postProcessFunctions, word: 'PostProcessFunction' },
] as const;

/** Functions exist, scripts can be read, and built-in ones are those of the host as far as ML Commons can tell. */
function checkFunctions({ connector }: Blueprint): Problem[] {
  const { actions, parameters } = connector;
  return actions.flatMap((action, at) =>
    kinds.flatMap(({ member, known, word }) => {
      const text = action[member];
      const path = `connector.actions.${at}.${member}`;
      if (text === undefined || text === '') return [];
      if (known.has(text)) {
        const hints = functionWarnings(filledUrl(action.url, parameters), action).filter((hint) => hint.includes(word));
        return hints.map((hint) => problem('warning', path, hint));
      }
      if (text.startsWith('connector.')) return [problem('error', path, `No built-in function is called ${text}.`)];
      const filled = replaceParameters(fillFunctionText(text, new Map(Object.entries(parameters))), () => '""');
      const fault = checkScript(filled, compileFunction);
      return fault
        ? [problem('error', path, `The script cannot be read at line ${fault.line}, column ${fault.column}: ${fault.message}`)]
        : [];
    }),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
