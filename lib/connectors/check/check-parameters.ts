import { isStudioError } from '#lib/errors.ts';
import { isObject } from '#lib/json/json.ts';
import { encodeBody } from '#lib/predict/encode-body.ts';
import { isValidJsonPath } from '#lib/predict/json-path.ts';
import { makeProcessors } from '#lib/predict/processors/make-processors.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import { readLenientJson } from '#lib/template/lenient-json.ts';
import type { Facts } from './facts.ts';
import { fits, knownKeys } from './known-keys.ts';
import { isSecretParameter } from './looks-like-secret.ts';
import { type Problem, pathOf, pointer, problem, removeFix } from './problem.ts';

const dangerous = ['__proto__', 'constructor', 'prototype'];

export const checkParameterNames = ({ parameters }: Facts): Problem[] =>
  [...parameters.keys()].flatMap((name) =>
    dangerous.includes(name) ? [problem('error', pathOf('parameters', name), `Parameter name [${name}] is not allowed`)] : [],
  );

export const checkParameterSecrets = ({ parameters }: Facts): Problem[] =>
  [...parameters].flatMap(([name, value]) => {
    const message = 'Parameters are readable by everyone who may read the connector. Put a secret in the credential.';
    return isSecretParameter(name, value) ? [problem('warning', pathOf('parameters', name), message)] : [];
  });

const standIn = /^<[^<>]+>$|\bplease add\b|^your[ _-]/i;

/** What stands in documentation until somebody puts a value there. */
export const checkStandIns = ({ parameters }: Facts): Problem[] =>
  [...parameters].flatMap(([name, value]) => {
    const message = 'This is what stands in documentation in place of a value: it is sent as it stands.';
    return value.length < 100 && standIn.test(value) ? [problem('warning', pathOf('parameters', name), message)] : [];
  });

type Meaning = (value: string, facts: Facts) => string | undefined;

const says = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (thrown) {
    if (isStudioError(thrown)) return thrown.message;
    throw thrown;
  }
};

function chainFault(value: string): string | undefined {
  const chain = readLenientJson(value);
  if (!Array.isArray(chain) || !chain.every(isObject))
    return 'This is no JSON list of processors, so none of them runs, and nobody says so.';
  return says(() => makeProcessors(chain));
}

/** Parameters that mean something to ML Commons (predict.md §4, §6, §8, §13), and what is wrong with their value. */
const meanings: Readonly<Record<string, { severity: 'error' | 'warning'; fault: Meaning }>> = {
  response_filter: {
    severity: 'error',
    fault: (value) =>
      value.includes('${') || isValidJsonPath(value)
        ? undefined
        : value.trim() === ''
          ? 'path can not be null or empty'
          : 'This is no JSONPath, so no answer can be read.',
  },
  input_docs_processed_step_size: {
    severity: 'error',
    fault: (value) =>
      /^\+?\d{1,9}$/.test(value) && Number(value) > 0 ? undefined : 'It must be a whole number above 0: calls with documents are refused.',
  },
  input_processors: { severity: 'error', fault: chainFault },
  output_processors: { severity: 'error', fault: chainFault },
  charset: { severity: 'error', fault: (value) => says(() => encodeBody('', value)) },
  skip_validating_missing_parameters: {
    severity: 'warning',
    fault: (value) =>
      /^(true|false)$/i.test(value) ? undefined : `Only true switches the check off; ${value || 'an empty text'} counts as false.`,
  },
  no_escape_params: {
    severity: 'warning',
    fault: () =>
      'It counts only where it comes with a call: saved values are never escaped, and values of a call are escaped whatever stands here.',
  },
};

export const checkMeanings = (facts: Facts): Problem[] =>
  [...facts.parameters].flatMap(([name, value]) => {
    const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
    const fault = meaning?.fault(value, facts);
    return meaning && fault !== undefined ? [problem(meaning.severity, pathOf('parameters', name), fault)] : [];
  });

/** Settings of the client that were saved as parameters, where nothing reads them. */
export function checkClientParameters({ parameters, actions, body }: Facts): Problem[] {
  const used = new Set(
    actions.flatMap(({ action }) =>
      [action.url, action.request_body ?? '', ...Object.values(action.headers ?? {})].flatMap((text) =>
        findPlaceholders(text, 'parameters').map(({ name }) => name.split(':-')[0]),
      ),
    ),
  );
  const config = body.members.get('client_config');
  const taken = config?.token === 'START_OBJECT' ? config.members : undefined;
  const isFree = (name: string) => (config === undefined || taken !== undefined) && !taken?.has(name) && isSent(name);
  const isSent = (name: string) => {
    const node = body.members.get('parameters');
    const value = node?.token === 'START_OBJECT' ? node.members.get(name) : undefined;
    return value !== undefined && fits(name, value);
  };
  return [...parameters.keys()]
    .filter((name) => knownKeys.client_config.includes(name) && !used.has(name))
    .map((name) => {
      const fix = isFree(name)
        ? {
            label: 'Move to client settings',
            patch: [{ op: 'move' as const, from: pointer('parameters', name), path: pointer('client_config', name) }],
          }
        : undefined;
      return problem('warning', pathOf('parameters', name), `${name} has no effect as a parameter: it belongs into client_config.`, fix);
    });
}

const awsKeys = ['access_key', 'secret_key', 'session_token', 'roleArn'];

/** Keys that sign are taken from the credential only. */
export const checkKeysInParameters = ({ fields, parameters, storedCredential, body }: Facts): Problem[] =>
  fields.protocol !== 'aws_sigv4'
    ? []
    : awsKeys.flatMap((name) => {
        if (!parameters.has(name)) return [];
        const isTaken = Object.hasOwn(fields.credential ?? {}, name) || storedCredential.has(name);
        const node = body.members.get('parameters');
        const value = node?.token === 'START_OBJECT' ? node.members.get(name) : undefined;
        const isSent = value !== undefined && (isTaken || fits(name, value));
        const fix = isTaken
          ? removeFix('parameters', name)
          : {
              label: 'Move to credential',
              patch: [{ op: 'move' as const, from: pointer('parameters', name), path: pointer('credential', name) }],
            };
        return [
          problem(
            'warning',
            pathOf('parameters', name),
            `${name} is looked for in the credential only; as a parameter everyone can read it.`,
            isSent ? fix : undefined,
          ),
        ];
      });
