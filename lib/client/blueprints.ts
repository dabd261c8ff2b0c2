import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';
import { request } from './http.ts';
import { type ListQuery, toSearch } from './list-query.ts';

export const listBlueprints = (query: ListQuery, signal?: AbortSignal) =>
  request<BlueprintList>('GET', `/api/studio/blueprints${toSearch(query)}`, { signal });

export const getBlueprint = (id: string, signal?: AbortSignal) =>
  request<BlueprintDetails>('GET', `/api/studio/blueprints/${encodeURIComponent(id)}`, { signal });
