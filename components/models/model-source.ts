import type { ModelSource } from '#lib/models/list-models.ts';

/** What answers for a model, as the filter says it. */
export const sourceWords: Record<ModelSource, string> = {
  connector: 'Connector',
  own_connector: 'Connector of its own',
  cluster: 'Runs in a cluster',
};

type Facet = { value: string; count: number };

export const sourceOptions = (facets: readonly Facet[]) =>
  facets.map(({ value, count }) => ({ value, count, label: (sourceWords as Record<string, string>)[value] ?? value })); // as: any text may come
