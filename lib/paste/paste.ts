import { Blueprint } from '#lib/blueprints/blueprint.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { plainValue } from '#lib/json/plain-value.ts';
import { asCreateBody, connectorsIn, type FoundConnector } from './connector-in.ts';
import { accepted, describeRequest, explainNothing } from './explain.ts';
import { filledBlueprint } from './filled-blueprint.ts';
import type { Note, PasteKind, PasteOptions, Recognised, Unrecognised } from './paste-result.ts';
import { isOpenSearchPath, type PastedRequest } from './pasted-request.ts';
import { buildFromCall, isCallToService } from './provider/build-connector.ts';
import { mapTexts, problemOf, Reading, unreadable } from './reading.ts';
import { type Finding, recognisers } from './recognisers.ts';
import { settleConnector } from './settle-connector.ts';
import { unwrap } from './wrapping.ts';

/** Characters; more than any connector needs (threats.md I-05). */
export const longestPaste = 1024 * 1024;

/**
 * Reads whatever documentation, a terminal or a program has to say about a connector. Nothing is called, run or stored; the same text and
 * answers give the same result.
 * @returns the create body with all that was done to get it, or why there is none
 */
export function paste(text: string, options: PasteOptions = {}): Recognised | Unrecognised {
  if (text.trim() === '') return { kind: 'unknown', reason: accepted, repaired: [] };
  if (text.length > longestPaste)
    return { kind: 'unknown', reason: 'The text is longer than 1 MiB. Paste the part that makes the connector.', repaired: [] };
  let failure: Unrecognised | undefined;
  for (const recogniser of recognisers) {
    const reading = new Reading(options.answers ?? new Map());
    const unwrapped = unwrap(text, reading);
    if (!recogniser.fits(unwrapped)) continue;
    try {
      const finding = recogniser.read(unwrapped, reading);
      const recognised = interpret(finding, reading, options);
      if (recognised) return recognised;
      const reason = explainNothing(
        text,
        finding.requests,
        finding.values.map(({ value }) => value),
      );
      failure ??= { kind: 'unknown', reason, repaired: reading.repaired };
    } catch (thrown) {
      const { message, line } = problemOf(thrown);
      failure ??= { kind: 'unknown', reason: message, line, repaired: reading.repaired };
    }
  }
  return failure ?? { kind: 'unknown', reason: explainNothing(text, [], []), repaired: [] };
}

function interpret(finding: Finding, reading: Reading, options: PasteOptions): Recognised | undefined {
  const blueprint = blueprintIn(finding.values);
  if (blueprint) return ofBlueprint(blueprint, reading);
  const candidates = [...finding.requests.flatMap(inRequest), ...finding.values.flatMap(inValue)];
  const written = chosen(candidates, reading);
  if (written) return ofConnector(written, finding, reading);
  const calls = finding.requests.filter((request) => isCallToService(request) && !isOpenSearchPath(request.url));
  const call = chosenCall(calls, reading);
  return call && ofCall(call, finding, reading, options);
}

type Candidate = FoundConnector & { kind: PasteKind; request?: PastedRequest; line: number };

const inRequest = (request: PastedRequest): Candidate[] =>
  request.body === undefined
    ? []
    : connectorsIn(request.body).map((found) => ({
        ...found,
        kind: request.form === 'provider_call' ? 'curl' : request.form,
        request,
        line: request.line,
      }));

const inValue = ({ value, line }: Finding['values'][number]): Candidate[] =>
  connectorsIn(value).map((found) => ({ ...found, kind: 'connector_json', line }));

const isCreate = ({ request }: Candidate) => request !== undefined && /\/connectors\/_create/.test(request.url);
const nameOf = (body: JsonObject) => {
  const name = body.get('name');
  return typeof name === 'string' && name !== '' ? name : 'without a name';
};

/** One connector of several: those that are created go before those that are only set. */
function chosen(candidates: readonly Candidate[], reading: Reading): Candidate | undefined {
  const created = candidates.filter(isCreate);
  const sent = candidates.filter(({ request }) => request !== undefined);
  const all = created.length > 0 ? created : sent.length > 0 ? sent : candidates;
  if (all.length <= 1) return all[0];
  const answer = reading.ask({
    id: 'which connector',
    text: `The text has ${all.length} connectors. Which one?`,
    choices: all.map(({ body, line }, index) => ({ value: String(index), label: `${reading.asWritten(nameOf(body))}, line ${line}` })),
    answer: '0',
  });
  return all[Number(answer)] ?? all[0];
}

function chosenCall(calls: readonly PastedRequest[], reading: Reading): PastedRequest | undefined {
  const withBody = calls.filter(({ body }) => body !== undefined);
  const all = withBody.length > 0 ? withBody : calls;
  if (all.length <= 1) return all[0];
  const answer = reading.ask({
    id: 'which call',
    text: `The text has ${all.length} calls. Which one is the connector to make?`,
    choices: all.map((call, index) => ({
      value: String(index),
      label: `${call.method} ${withoutQuery(reading.asWritten(call.url))}, line ${call.line}`,
    })),
    answer: '0',
  });
  return all[Number(answer)] ?? all[0];
}

const withoutQuery = (url: string) => url.replace(/\?.*$/, '');

const seenBeside = (finding: Finding, used: PastedRequest | undefined, reading: Reading): Note[] =>
  finding.requests.filter((request) => request !== used).map((request) => describeRequest(request, reading.asWritten(request.url)));

const forms: Readonly<Record<PasteKind, string>> = {
  dev_tools: 'A Dev Tools request',
  curl: 'A cURL command for ML Commons',
  provider_call: 'A cURL call',
  connector_json: 'Connector JSON',
  blueprint: 'A blueprint file',
  python: 'A call in Python',
  javascript: 'A call in JavaScript',
  terraform: 'A Terraform resource',
};

function ofConnector(found: Candidate, finding: Finding, reading: Reading): Recognised {
  const { body, left } = asCreateBody(found.body);
  if (left.length > 0) reading.unplaced.push({ message: `${left.join(', ')}: only the server writes them`, line: found.line });
  if (found.request?.user !== undefined || found.request?.headers.some(([name]) => /^authorization$/i.test(name))) {
    reading.unplaced.push({ message: 'The sign-in to OpenSearch is no part of the connector', line: found.line });
  }
  const { connector, moved } = settleConnector(body, reading, left.length > 0);
  const kind =
    found.kind === 'connector_json'
      ? finding.kind === 'curl'
        ? 'curl'
        : finding.kind === 'dev_tools'
          ? 'dev_tools'
          : finding.kind
      : found.kind;
  return {
    kind,
    label: `${forms[kind]}${found.within === '' || found.within === 'a request' ? '' : `, with the connector inside ${found.within}`}`,
    seen: seenBeside(finding, found.request, reading),
    pasted: mapTexts(body, (text) => reading.asWritten(text)) as JsonObject, // as: mapTexts keeps the kind of a value
    connector,
    moved,
    ...notesOf(reading),
  };
}

function ofCall(call: PastedRequest, finding: Finding, reading: Reading, { gallery = [] }: PasteOptions): Recognised {
  const { connector, service, called, moved, blueprint, sample } = buildFromCall(call, reading, gallery);
  return {
    kind: call.form,
    label: `${forms[call.form]} of ${service}`,
    seen: seenBeside(finding, call, reading),
    pasted: connector,
    connector,
    moved,
    ...notesOf(reading),
    called,
    ...(blueprint && { blueprint }),
    ...(sample && { sample }),
  };
}

const notesOf = (reading: Reading) => ({ repaired: reading.repaired, unplaced: reading.unplaced, questions: reading.questions });

const formatOf = (value: Json) => (isObject(value) ? value.get('format') : undefined);

/** @throws StudioError 400 for a blueprint file that breaks the rules of its format, with the first place */
function blueprintIn(values: Finding['values']): Blueprint | undefined {
  const file = values.find(({ value }) => /^ml-connector-studio\/blueprint/.test(String(formatOf(value) ?? '')));
  if (!file) return undefined;
  const { data, error } = Blueprint.safeParse(plainValue(file.value));
  if (data) return data;
  const [issue] = error.issues;
  throw unreadable(`This is a blueprint file, but ${issue?.path.join('.') || 'the whole'} breaks its format: ${issue?.message}`);
}

function ofBlueprint(blueprint: Blueprint, reading: Reading): Recognised {
  const { connector } = filledBlueprint(blueprint);
  const secrets = connector.get('credential');
  const moved = [...(isObject(secrets) ? secrets.keys() : [])].map((name) => ({
    what: `<${name}>, for you to fill in`,
    from: 'the blueprint',
    to: `credential.${name}`,
  }));
  return {
    kind: 'blueprint',
    label: `The blueprint file “${blueprint.title}”`,
    seen: [],
    pasted: connector,
    connector,
    moved,
    ...notesOf(reading),
    blueprint,
  };
}
