import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';
import { listBlueprints } from '#lib/client/blueprints.ts';
import type { GalleryFilters } from './gallery-filters.ts';

export const blueprintsQuery = (filters: GalleryFilters, initial?: BlueprintList) =>
  queryOptions({
    queryKey: ['blueprints', 'list', filters],
    queryFn: ({ signal }) => listBlueprints(filters, signal),
    placeholderData: keepPreviousData,
    ...(initial && { initialData: initial }),
  });
