import { z } from 'zod';
import { BlueprintDraft, exampleAlgorithms } from '#lib/blueprints/blueprint.ts';
import { getBlueprintVersion, listBlueprintVersions } from '#lib/blueprints/blueprint-versions.ts';
import { checkUnsavedBlueprint } from '#lib/blueprints/check-examples.ts';
import { type BlueprintChangesPorts, showBlueprintChanges } from '#lib/blueprints/connector-link.ts';
import { exportBlueprint } from '#lib/blueprints/export-blueprint.ts';
import { getBlueprint } from '#lib/blueprints/get-blueprint.ts';
import { type BlueprintQuery, listBlueprints } from '#lib/blueprints/list-blueprints.ts';
import type { BlueprintPorts } from '#lib/blueprints/ports.ts';
import { publishBlueprint } from '#lib/blueprints/publish-blueprint.ts';
import { type NotRecorded, type Recorded, type Recording, recordExample } from '#lib/blueprints/record-example.ts';
import { createBlueprint, deleteBlueprint, forkBlueprint, saveBlueprint } from '#lib/blueprints/write-blueprints.ts';
import { illegalArgument, isStudioError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import type { TryPorts } from '#lib/predict/try-prediction.ts';
import { errorBody, statusOf } from './error-body.ts';
import { guardedBody } from './guarded-body.ts';
import { schemaBody } from './json-body.ts';
import { preconditionQuery, readPrecondition } from './precondition-query.ts';
import { type Route, reply, route } from './route.ts';

export type BlueprintRoutePorts = BlueprintPorts & BlueprintChangesPorts & TryPorts & { log: Pick<Log, 'error'> };

const path = '/api/studio/blueprints';
const one = `${path}/:id` as const;
const filters = ['provider', 'task', 'protocol', 'auth', 'origin'] as const;

/** @throws StudioError 400 for an order that the gallery does not have */
function readOrder(sort: string | undefined): BlueprintQuery['sort'] {
  if (sort === undefined || sort === 'used' || sort === 'title') return sort;
  throw illegalArgument(`The gallery is sorted by used or title, not by [${sort}]`);
}

/** @throws StudioError 400 for an access that blueprints do not have */
function readAccess(access: string | undefined) {
  if (access === undefined || access === 'public' || access === 'private') return access;
  const message = `A blueprint is public or private, not [${access}]`;
  throw illegalArgument(message, { fields: [{ path: 'access', message }] });
}

const Publication = z.strictObject({ note: z.string().max(2_000).default('') });
const Fork = z.strictObject({ id: BlueprintDraft.shape.id.optional(), title: BlueprintDraft.shape.title.optional() });
const Check = z.strictObject({ blueprint: z.looseObject({}) });
const RecordWish = z.strictObject({
  blueprint: BlueprintDraft,
  input: z.record(z.string(), z.json()),
  title: z.string().min(1).max(200).optional(),
  algorithm: z.enum(exampleAlgorithms).optional(),
  mode: z.enum(['mock', 'send']),
  recorded: z.json().optional(),
  answers: z.record(z.string(), z.string()).default({}),
  connector_id: z.string().optional(),
});

/** The gallery (architecture §10.3). */
const readRoutes = (ports: BlueprintRoutePorts): Route[] => [
  route('GET', path, {
    summary: 'List blueprints',
    query: { q: 'text', sort: 'text', provider: 'text', task: 'text', protocol: 'text', auth: 'text', origin: 'text' },
    run: ({ caller, query }) => {
      const chosen = filters.map((name) => [name, query[name]?.split(',').filter(Boolean)] as const);
      return listBlueprints(
        caller,
        { ...(query.q ? { q: query.q } : {}), sort: readOrder(query.sort), ...Object.fromEntries(chosen) },
        ports,
      );
    },
  }),
  route('GET', one, {
    summary: 'Read a blueprint: what is published, or its draft',
    query: { draft: 'boolean' },
    run: ({ caller, params, query }) => getBlueprint(caller, { ...params, draft: query.draft }, ports),
  }),
  route('GET', `${one}/versions`, {
    summary: 'List what was published of a blueprint, newest first',
    run: ({ caller, params }) => listBlueprintVersions(caller, params, ports),
  }),
  route('GET', `${one}/versions/:version`, {
    summary: 'Read a blueprint as it was published',
    run: ({ caller, params }) => getBlueprintVersion(caller, params, ports),
  }),
  route('GET', `${one}/_export`, {
    summary: 'Download the file of a blueprint',
    query: { version: 'integer' },
    run: async ({ caller, params, query }) => {
      const { name, text } = await exportBlueprint(caller, { ...params, version: query.version }, ports);
      const headers = { 'content-type': 'application/json; charset=UTF-8', 'content-disposition': `attachment; filename="${name}"` };
      return reply(200, text, headers);
    },
  }),
  route('GET', '/api/studio/connectors/:connector_id/blueprint-changes', {
    summary: 'What changed in its blueprint since a connector was made from it',
    run: ({ caller, params }) => showBlueprintChanges(caller, params, ports),
  }),
];

const writeRoutes = (ports: BlueprintRoutePorts): Route[] => [
  route('POST', path, {
    summary: 'Create a draft of a blueprint, or import its file',
    query: { access: 'text' },
    body: guardedBody('blueprint.create', schemaBody(BlueprintDraft)),
    run: ({ caller, body: blueprint, query }) => createBlueprint(caller, { blueprint, access: readAccess(query.access) }, ports),
  }),
  route('PUT', one, {
    summary: 'Save the draft of a blueprint',
    query: { ...preconditionQuery, access: 'text' },
    body: guardedBody('blueprint.update', schemaBody(BlueprintDraft)),
    run: (call) => {
      const { caller, params, body: blueprint, query } = call;
      const precondition = readPrecondition(call);
      return saveBlueprint(caller, { ...params, blueprint, access: readAccess(query.access), precondition }, ports);
    },
  }),
  route('DELETE', one, {
    summary: 'Delete a blueprint with its versions',
    query: preconditionQuery,
    run: (call) => deleteBlueprint(call.caller, { ...call.params, precondition: readPrecondition(call) }, ports),
  }),
  route('POST', `${one}/_publish`, {
    summary: 'Freeze the draft of a blueprint as its next version',
    query: preconditionQuery,
    body: guardedBody('blueprint.update', schemaBody(Publication)),
    run: (call) => {
      const { caller, params, body, request } = call;
      return publishBlueprint(caller, { ...params, ...body, precondition: readPrecondition(call), signal: request.signal }, ports);
    },
  }),
  route('POST', `${one}/_fork`, {
    summary: 'Make a draft of your own from a blueprint',
    body: guardedBody('blueprint.create', schemaBody(Fork)),
    run: ({ caller, params, body: as }) => forkBlueprint(caller, { ...params, as }, ports),
  }),
];

/** For whoever writes a blueprint: nothing is stored. */
const trialRoutes = (ports: BlueprintRoutePorts): Route[] => [
  route('POST', `${path}/_check`, {
    summary: 'Check a blueprint before it is published: problems with their place and cure',
    body: guardedBody('blueprint.read', schemaBody(Check)),
    run: ({ caller, body, request }) => checkUnsavedBlueprint(caller, { ...body, signal: request.signal }, ports),
  }),
  route('POST', `${path}/_record`, {
    summary: 'Make an example: a call, what the service answered, and what comes of it',
    body: guardedBody('predict.try', schemaBody(RecordWish, { size: 'prediction' })),
    run: async ({ caller, body, request, request_id }) => {
      const recorded = await recordExample(caller, { ...body, signal: request.signal }, ports);
      return shown(recorded, request_id, ports.log);
    },
  }),
];

/** A failure that nobody foresaw is logged: the answer only names it. */
function shown(recorded: Recorded | NotRecorded, request_id: string, log: BlueprintRoutePorts['log']): Recording {
  if (recorded.outcome === 'answered') return recorded;
  const { outcome, failed_step, failure } = recorded;
  if (!isStudioError(failure)) log.error({ event: 'failure', request_id, error: failure });
  return {
    outcome,
    ...(failed_step && { failed_step }),
    status: statusOf(failure),
    response: errorBody(failure, { requestId: request_id }),
  };
}

export const blueprintRoutes = (ports: BlueprintRoutePorts): Route[] => [
  ...readRoutes(ports),
  ...writeRoutes(ports),
  ...trialRoutes(ports),
];
