import type { Blueprint, BlueprintAccess, BlueprintExample } from '#lib/blueprints/blueprint.ts';
import type { BlueprintChanges } from '#lib/blueprints/blueprint-changes.ts';
import type { BlueprintVersion, BlueprintVersionDetails } from '#lib/blueprints/blueprint-versions.ts';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';
import type { Recording } from '#lib/blueprints/record-example.ts';
import type { Problem } from '#lib/connectors/check/problem.ts';
import type { Loaded } from './connectors.ts';
import { request } from './http.ts';
import { type ListQuery, toSearch } from './list-query.ts';

const path = '/api/studio/blueprints';
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

export const listBlueprints = (query: ListQuery, signal?: AbortSignal) =>
  request<BlueprintList>('GET', `${path}${toSearch(query)}`, { signal });

/** What is published of it, or, while nothing is, its draft. */
export const getBlueprint = (id: string, signal?: AbortSignal) => request<BlueprintDetails>('GET', pathOf(id), { signal });

/** What its editor loads: the draft with changes that are not published yet. */
export const getBlueprintDraft = (id: string, signal?: AbortSignal) =>
  request<BlueprintDetails>('GET', `${pathOf(id)}?draft=true`, { signal });

/** Published versions, newest first. */
export const listBlueprintVersions = (id: string, signal?: AbortSignal) =>
  request<{ total: number; items: BlueprintVersion[] }>('GET', `${pathOf(id)}/versions`, { signal });

export const getBlueprintVersion = (id: string, version: number, signal?: AbortSignal) =>
  request<BlueprintVersionDetails>('GET', `${pathOf(id)}/versions/${version}`, { signal });

/**
 * Creates a draft; also how a file is imported.
 * @param file a blueprint, or the text of a file as it is
 * @throws StudioError 400 with `fields`; 409 for an id that is taken, with a free one in `details.suggestion`
 */
export const createBlueprint = (file: Blueprint | string, access?: BlueprintAccess) =>
  request<BlueprintDetails>('POST', `${path}${toSearch({ access })}`, typeof file === 'string' ? { text: file } : { json: file });

/** Saves the draft over the version of it that was loaded; 409 when somebody saved meanwhile. What is published stays as it is. */
export const saveBlueprint = (file: Blueprint, loaded: Loaded, access?: BlueprintAccess) =>
  request<BlueprintDetails>('PUT', `${pathOf(file.id)}${toSearch({ ...precondition(loaded), access })}`, { json: file });

/** Connectors made from it stay as they are. */
export const deleteBlueprint = (id: string, loaded?: Loaded) =>
  request<{ acknowledged: true }>('DELETE', `${pathOf(id)}${toSearch(loaded ? precondition(loaded) : {})}`);

/** Freezes the draft as the next version. @throws StudioError 400 with a `field` for each error that `checkBlueprint` finds */
export const publishBlueprint = (id: string, note: string, loaded: Loaded) =>
  request<BlueprintDetails>('POST', `${pathOf(id)}/_publish${toSearch(precondition(loaded))}`, { json: { note } });

/** A draft of one's own from what is published of another; without an id a free one is taken. */
export const forkBlueprint = (id: string, as: { id?: string; title?: string } = {}) =>
  request<BlueprintDetails>('POST', `${pathOf(id)}/_fork`, { json: as });

/** Where the file can be downloaded, `<id>.blueprint.json`. */
export const blueprintFileUrl = (id: string, version?: number) => `${pathOf(id)}/_export${toSearch({ version })}`;

/** What stands against publishing (`error`), or should be looked at. Paths are of the blueprint: `connector.actions.0.url`, `examples.1`. */
export const checkBlueprint = (blueprint: Blueprint, signal?: AbortSignal) =>
  request<{ problems: Problem[] }>('POST', `${path}/_check`, { json: { blueprint }, signal });

export type RecordRequest = {
  blueprint: Blueprint;
  /** A predict body. */
  input: BlueprintExample['input'];
  title?: string;
  algorithm?: BlueprintExample['algorithm'];
  /** `send` asks the service; `mock` takes `recorded`, else what the blueprint's own examples have. */
  mode: 'mock' | 'send';
  /** An answer of the service, as its documentation shows it. */
  recorded?: unknown;
  /** Answers to the questions, secrets among them (`credential.cohere_key`): used for this call and kept nowhere. */
  answers?: Record<string, string>;
  /** A stored connector whose credential fills what `answers` leaves open. */
  connector_id?: string;
};

export const recordExample = (asked: RecordRequest, signal?: AbortSignal) =>
  request<Recording>('POST', `${path}/_record`, { json: asked, signal });

/** What changed in its blueprint since a connector was made from it, and the connector with these changes as a create body. */
export const getBlueprintChanges = (connectorId: string, signal?: AbortSignal) =>
  request<BlueprintChanges>('GET', `/api/studio/connectors/${encodeURIComponent(connectorId)}/blueprint-changes`, { signal });

const precondition = ({ _seq_no, _primary_term }: Loaded) => ({ if_seq_no: _seq_no, if_primary_term: _primary_term });
