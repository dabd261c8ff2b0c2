import { postProcessFunctions } from '#lib/functions/post-process.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import { compileFunction } from '#lib/functions/script.ts';
import { checkScript } from '#lib/painless/check-script.ts';
import { fillFunctionText } from '#lib/template/fill-function-text.ts';
import { replaceParameters } from '#lib/template/find-placeholders.ts';
import { isJsonOrNdjson } from '#lib/template/is-json.ts';
import { filledUrl } from '../action-urls.ts';
import { placeholdersIn } from '../address.ts';
import type { ReadFields } from '../complete-input.ts';
import type { ConnectorAction } from '../connector.ts';
import { functionWarnings } from '../function-warnings.ts';
import { headerProblem } from '../header-rules.ts';
import { headerName, ownedHeaders } from '../header-values.ts';
import { checkBodyCredentials } from './check-credentials.ts';
import { looksLikeSecret } from './looks-like-secret.ts';
import { type Problem, pointer, problem } from './problem.ts';

type Place = { action: ConnectorAction; at: number; fields: ReadFields };

export function checkActions(fields: ReadFields): Problem[] {
  const { actions } = fields;
  if (!actions) return [];
  if (actions.length === 0) return [problem('warning', 'actions', 'Without an action nothing can be called.')];
  return [
    ...actions.flatMap((action, at) => {
      const place = { action, at, fields };
      return [...checkMethod(place), ...checkHeaders(place), ...checkBody(place), ...checkPlaceholders(place), ...checkFunctions(place)];
    }),
    ...checkRepeats(actions),
  ];
}

const checkMethod = ({ action: { method, request_body, action_type }, at }: Place): Problem[] => {
  const path = `actions.${at}.method`;
  if (!['POST', 'GET', 'PUT', 'DELETE'].includes(method.toUpperCase())) return [problem('error', path, 'unsupported http method')];
  const isEmpty = method.toUpperCase() === 'POST' && request_body === undefined && action_type !== 'CANCEL_BATCH_PREDICT';
  return isEmpty
    ? [
        problem(
          'warning',
          `actions.${at}.request_body`,
          'A POST without a body is refused. Without a template the caller must send the parameter http_body.',
        ),
      ]
    : [];
};

function checkHeaders({ action: { headers = {} }, at, fields: { protocol } }: Place): Problem[] {
  const seen = new Set<string>();
  return Object.entries(headers).flatMap(([name, value]) => {
    const path = `actions.${at}.headers.${name}`;
    const found: Problem[] = [];
    const refused = headerProblem(name, value, protocol);
    if (refused) found.push(problem('error', path, refused));
    if (!headerName.test(name)) found.push(problem('error', path, `[${name}] is no name of a header.`));
    else if (ownedHeaders.test(name)) found.push(problem('error', path, `The header ${name} is set by the client itself.`));
    if (seen.has(name.toLowerCase())) found.push(problem('error', path, `The header ${name} is there twice.`));
    seen.add(name.toLowerCase());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value))
      found.push(problem('error', path, 'Header value contains invalid control character'));
    if (looksLikeSecret(value)) {
      found.push(problem('warning', path, 'This header seems to hold a key. Put it in the credential and write ${credential.name} here.'));
    }
    return found;
  });
}

function checkBody({ action: { request_body }, at }: Place): Problem[] {
  const path = `actions.${at}.request_body`;
  const found = checkBodyCredentials(request_body, path);
  if (request_body !== undefined) found.push(...checkJson(request_body, path));
  if (request_body !== undefined && looksLikeSecret(request_body)) {
    found.push(problem('warning', path, 'This body seems to hold a key. Put it in the credential and send it in a header.'));
  }
  return found;
}

/** A template cannot be judged for sure before its values are known: a placeholder may stand for a whole member. */
function checkJson(body: string, path: string): Problem[] {
  const filled = replaceParameters(body, (name) => (name.includes(':-') ? name.slice(name.indexOf(':-') + 2) : '0'));
  if (isJsonOrNdjson(filled)) return [];
  if (filled === body) return [problem('warning', path, 'This body is no JSON.')];
  return [problem('info', path, 'With a number in place of every parameter this body is no JSON. Look at it with real values.')];
}

/** Parameters that built-in pre-process functions make are theirs to fill; a script's are not known. */
function checkPlaceholders({ action, at, fields: { parameters = {} } }: Place): Problem[] {
  const isFilledBefore = action.pre_process_function !== undefined;
  const open = (text: string | undefined) =>
    placeholdersIn(text ?? '').filter((name) => !name.includes(':-') && !Object.hasOwn(parameters, name.replace(/\.toString\(\)$/, '')));
  const inBody = isFilledBefore ? [] : open(action.request_body);
  const inUrl = open(action.url);
  const inHeaders = Object.entries(action.headers ?? {}).flatMap(([header, value]) => open(value).map((name) => ({ header, name })));
  const caller = (names: readonly string[]) => `Every call must bring ${names.join(', ')}: neither the parameters nor a default fill it.`;
  return [
    ...(inBody.length > 0 ? [problem('info', `actions.${at}.request_body`, caller(inBody))] : []),
    ...(inUrl.length > 0 ? [problem('info', `actions.${at}.url`, caller(inUrl))] : []),
    ...inHeaders.map(({ header, name }) => problem('info', `actions.${at}.headers.${header}`, caller([name]))),
  ];
}

function checkFunctions({ action, at, fields: { parameters = {} } }: Place): Problem[] {
  const kinds = [
    { member: 'pre_process_function', known: preProcessFunctions, word: 'PreProcessFunction' },
    { member: 'post_process_function', known: postProcessFunctions, word: 'PostProcessFunction' },
  ] as const;
  const hints = functionWarnings(filledUrl(action.url, parameters), action);
  return kinds.flatMap(({ member, known, word }) => {
    const text = action[member];
    const path = `actions.${at}.${member}`;
    if (text === undefined) return [];
    if (known.has(text)) return hints.filter((hint) => hint.includes(word)).map((hint) => problem('warning', path, hint));
    if (!text.startsWith('connector.')) return checkOwnScript(text, path, parameters);
    const fix = { label: 'Remove it', patch: [{ op: 'remove' as const, path: pointer('actions', at, member) }] };
    return [problem('error', path, `No built-in function is called ${text}.`, fix)];
  });
}

/** A script with its parameters filled; what only a call brings stands as a text. */
function checkOwnScript(text: string, path: string, parameters: Record<string, string>): Problem[] {
  const filled = fillFunctionText(text, new Map(Object.entries(parameters)));
  const fault = checkScript(
    replaceParameters(filled, () => '""'),
    compileFunction,
  );
  if (!fault) return [];
  return [problem('error', path, `The script cannot be read at line ${fault.line}, column ${fault.column}: ${fault.message}`)];
}

function checkRepeats(actions: readonly ConnectorAction[]): Problem[] {
  const seen = new Set<string>();
  return actions.flatMap(({ action_type, name }, at) => {
    const isRepeat = seen.has(action_type) && name === undefined;
    seen.add(action_type);
    return isRepeat ? [problem('warning', `actions.${at}.action_type`, `Only the first ${action_type} action is used.`)] : [];
  });
}
