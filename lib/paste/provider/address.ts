import type { JsonObject } from '#lib/json/json.ts';
import type { Moved } from '../paste-result.ts';
import { isOpenName, placeholderName } from '../placeholder.ts';
import type { Reading } from '../reading.ts';

export type Address = {
  /** With `${parameters.x}` in it. */
  url: string;
  /** The host as written. */
  host: string;
  /** Scheme, host and path as written, to compare with blueprints. */
  plain: string;
  aws?: { region: string; service: string } | undefined;
  /** A key that the address carries. */
  secret?: { name: string; value: string } | undefined;
};

type Work = { reading: Reading; parameters: JsonObject; moved: Moved[]; line: number };

/** Hosts of AWS that are not called what their service is called in a signature. */
const awsServices: readonly [RegExp, string][] = [
  [/^bedrock(?:-agent)?(?:-runtime)?$/, 'bedrock'],
  [/^(?:runtime|api)\.sagemaker$/, 'sagemaker'],
];
const awsHost = /^(.+?)[.-]?\.((?:[a-z]{2,4}|us-gov|us-iso)(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/;

/** Parts of a path that name what the caller chooses. */
const pathParts: readonly [RegExp, string][] = [
  [/(\/model\/)([^/]+)(?=\/(?:invoke|converse|async-invoke))/, 'model'],
  [/(\/models\/)([^/:?]+)(?=:)/, 'model'],
  [/(\/deployments\/)([^/]+)(?=\/)/, 'deployment'],
  [/(\/engines\/)([^/]+)(?=\/)/, 'model'],
  [/(\/endpoints\/)([^/]+)(?=\/invocations)/, 'endpoint_name'],
  [/(\/functions\/)([^/]+)(?=\/invocations)/, 'function_name'],
  [/(\/accounts\/)([^/]+)(?=\/ai\/run)/, 'account_id'],
  [/(\/projects\/)([^/]+)(?=\/)/, 'project'],
];

const secretQuery = /^(?:key|api[_-]?key|apikey|token|access[_-]?token|auth|secret|sig|subscription-key)$/i;

/** Makes an address of a connector of one that was called: host, region, model and what is yet to be put in become parameters. */
export function readAddress(written: string, work: Work): Address {
  const { reading } = work;
  const [, scheme = 'https', authority = '', path = '', query = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(written) ?? [];
  const host = authority.replace(/^[^@]*@/, '');
  const shownHost = reading.asWritten(host);
  const plain = `${scheme.toLowerCase()}://${shownHost.toLowerCase()}${reading.asWritten(path)}`;
  const aws = awsOf(shownHost);
  const hostPart = aws ? awsHostPart(shownHost, aws, work) : endpoint(host, work);
  const { kept, secret } = readQuery(query, work);
  return { url: `${scheme.toLowerCase()}://${hostPart}${readPath(path, work)}${kept}`, host: shownHost, plain, aws, secret };
}

function awsOf(host: string): Address['aws'] {
  const [, name, region] = awsHost.exec(host.toLowerCase()) ?? [];
  if (!name || !region) return undefined;
  return { region, service: awsServices.find(([pattern]) => pattern.test(name))?.[1] ?? name.split('.').at(-1) ?? name };
}

function awsHostPart(host: string, { region }: { region: string }, { parameters, moved }: Work): string {
  parameters.set('region', region);
  moved.push({ what: `Region ${region}`, from: 'the address', to: 'parameters.region' });
  return host.toLowerCase().replace(region, '${parameters.region}');
}

function endpoint(host: string, { parameters, moved, reading, line }: Work): string {
  const shown = reading.asWritten(host);
  const isOpen = reading.holesIn(host).length > 0 || host.split('.').some((label) => isOpenName(label)) || /[<>{}]/.test(host);
  if (isOpen) {
    const answer = reading.ask({
      id: 'parameters.endpoint',
      text: `Which host? The text has ${shown}.`,
      line,
      placeholder: 'api.example.com',
    });
    parameters.set('endpoint', hostOnly(answer ?? ''));
  } else parameters.set('endpoint', shown);
  moved.push({ what: `Host ${shown}`, from: 'the address', to: 'parameters.endpoint' });
  return '${parameters.endpoint}';
}

const hostOnly = (text: string) =>
  text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '');

function readPath(written: string, work: Work): string {
  let path = written;
  for (const [pattern, name] of pathParts) {
    path = path.replace(pattern, (all, before: string, value: string) => {
      if (value.includes('$') || work.parameters.has(name)) return all;
      return before + parameterFor(value, name, work);
    });
  }
  return path
    .split('/')
    .map((segment) => (isOpenSegment(segment, work.reading) ? openSegment(segment, work) : segment))
    .join('/');
}

const isOpenSegment = (segment: string, reading: Reading) =>
  reading.holesIn(segment).length > 0 || (!segment.includes('${') && isOpenName(decoded(segment)));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign of its own
  }
}

function openSegment(segment: string, work: Work): string {
  const { reading } = work;
  if (reading.holesIn(segment).length === 0) return parameterFor(segment, placeholderName(decoded(segment)), work);
  return reading.replaceHoles(segment, ({ text, name }) => parameterFor(text, name.toLowerCase(), work));
}

/** Puts a part of the address into a parameter. What is yet to be put in is asked for, and is empty until then. */
function parameterFor(value: string, name: string, { reading, parameters, moved, line }: Work): string {
  const [hole] = reading.holesIn(value);
  const shown = reading.asWritten(decoded(value));
  const isOpen = hole !== undefined || isOpenName(shown);
  const answer = isOpen ? reading.ask({ id: `parameters.${name}`, text: `What is ${name}? The address has ${shown}.`, line }) : undefined;
  parameters.set(name, isOpen ? (answer ?? '') : shown);
  moved.push({ what: shown, from: 'the address', to: `parameters.${name}` });
  return `\${parameters.${name}}`;
}

function readQuery(query: string, work: Work): { kept: string; secret?: Address['secret'] } {
  const { reading } = work;
  let secret: Address['secret'];
  const kept = query
    .split('&')
    .filter((pair) => pair !== '')
    .flatMap((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      if (secretQuery.test(name)) {
        secret = { name, value: reading.holesIn(value).length > 0 ? value : decoded(value) };
        return [];
      }
      const isOpen = reading.holesIn(value).length > 0 || isOpenName(decoded(value));
      return [isOpen ? `${name}=${parameterFor(value, name, work)}` : pair];
    });
  return { kept: kept.length === 0 ? '' : `?${kept.join('&')}`, ...(secret && { secret }) };
}
