import { queryOptions } from '@tanstack/react-query';
import { getBlueprint } from '#lib/client/blueprints.ts';
import { getConnector, listConnectors } from '#lib/client/connectors.ts';
import { getModel, listModels } from '#lib/client/models.ts';
import { type PredictionRequest, predict, predictStream } from '#lib/client/predictions.ts';
import { loadRun } from './kept-run.ts';
import type { Definition } from './playground-input.ts';

/** What a connector or a model will run: its definition, and the blueprint it came from. */
export type ChosenTarget = {
  name: string;
  definition: Definition;
  connector_id?: string;
  blueprint?: string;
  /** Names by which a price may know it. */
  names: readonly string[];
  /** A model that calls it as `_predict` does. */
  model_id?: string;
};

async function connectorTarget(id: string, signal: AbortSignal): Promise<ChosenTarget> {
  const { connector, blueprint, models } = await getConnector(id, signal);
  const { name = id } = connector;
  const [model] = models;
  return {
    name,
    definition: connector,
    connector_id: id,
    ...(blueprint && { blueprint: blueprint.id }),
    names: [name],
    ...(model && { model_id: model.model_id }),
  };
}

async function modelTarget(id: string, signal: AbortSignal): Promise<ChosenTarget> {
  const { name = id, connector_id, connector } = (await getModel(id, signal)) as StoredModel; // as: rest-api.md §4.4
  if (!connector_id)
    return { name, definition: { protocol: 'http', parameters: {}, actions: [], ...connector }, names: [name], model_id: id };
  const called = await connectorTarget(connector_id, signal);
  return { ...called, name, names: [name, ...called.names], model_id: id };
}

type StoredModel = { name?: string; connector_id?: string; connector?: Definition };

export const chosenQuery = ({ connector, model }: { connector?: string | undefined; model?: string | undefined }) =>
  queryOptions({
    queryKey: ['playground', 'target', connector ?? '', model ?? ''],
    queryFn: ({ signal }) => (model ? modelTarget(model, signal) : connectorTarget(connector ?? '', signal)),
    enabled: Boolean(connector ?? model),
  });

export const examplesQuery = (blueprint: string | undefined) =>
  queryOptions({
    queryKey: ['blueprints', blueprint ?? ''],
    queryFn: ({ signal }) => getBlueprint(blueprint ?? '', signal),
    enabled: Boolean(blueprint),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Connectors and models to choose from. */
export const targetsQuery = queryOptions({
  queryKey: ['playground', 'targets'],
  queryFn: async ({ signal }) => {
    const [connectors, models] = await Promise.all([
      listConnectors({ size: 100, sort: 'name' }, signal),
      listModels({ size: 100, sort: 'name' }, signal),
    ]);
    return { connectors: connectors.items, models: models.items };
  },
});

/** A request as the server judges it before it is sent. */
export type Judged = Omit<PredictionRequest, 'mode'> & { isStreaming: boolean };

/** What the server says of a request before it is sent: trust, address, signature. Opens no credential. */
export const dryRunQuery = (judged: Judged | undefined) =>
  queryOptions({
    queryKey: ['playground', 'dry-run', judged],
    queryFn: ({ signal }) => {
      if (!judged) throw new Error('nothing to judge');
      const { isStreaming, ...request } = judged;
      const asked = { ...request, mode: 'dry_run' as const, keep: false as const };
      return isStreaming ? predictStream(asked, () => {}, signal) : predict(asked, signal);
    },
    enabled: judged !== undefined,
    staleTime: 30_000,
    retry: false,
  });

/** A kept run, for a link that leads to it. */
export const keptRunQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['runs', 'spelled', id ?? ''],
    queryFn: ({ signal }) => loadRun(id ?? '', signal),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
