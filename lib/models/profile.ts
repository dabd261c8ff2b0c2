import { operation } from '#lib/access/operation.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { into, type Reader, readMembers } from '#lib/json/read-members.ts';
import { booleanOf, textsOf } from '#lib/json/value-of.ts';
import type { ModelState } from './model.ts';
import type { RunCounts } from './run-counts.ts';
import { isThisNode } from './stats.ts';
import { listed } from './stats-request.ts';

/** Models of which a profile is wanted. Tasks too can be asked for; what runs here ends before its answer leaves, so there never is one. */
export type ProfileRequest = { model_ids: string[]; node_ids: string[]; all_models: boolean };

const readers = new Map<string, Reader<ProfileRequest>>([
  ['model_ids', into('model_ids', textsOf)],
  ['node_ids', into('node_ids', textsOf)],
  ['return_all_models', into('all_models', booleanOf)],
  ['task_ids', (_, node) => void textsOf(node)],
  ['return_all_tasks', (_, node) => void booleanOf(node)],
]);

/** @throws StudioError 400, 500 as ML Commons answers */
export const readProfileRequest = (node: JsonNode): ProfileRequest =>
  readMembers(node, { model_ids: [], node_ids: [], all_models: false }, readers);

/** What a path asks for: models by their ids, or all. */
export const profileOfPath = (ids: string | undefined, kind: 'models' | 'tasks' | 'all'): ProfileRequest => ({
  model_ids: kind === 'tasks' ? [] : (listed(ids) ?? []),
  node_ids: [],
  all_models: ids === undefined && kind !== 'tasks',
});

export type ProfileReads = {
  /** Models that this node holds. @param ids undefined for all of them */
  deployedModels(ids: readonly string[] | undefined): { id: string; state: ModelState; is_hidden: boolean; time: number }[];
};
type Ports = { profileReads: ProfileReads; counts: RunCounts; nodeId(): string };

/**
 * What the node knows about its models (rest-api.md §9).
 * @param input.view by node or by model; of any other nothing is known
 */
export const getProfile = operation('model.read', async (_caller, { view, ...wanted }: ProfileRequest & { view: string }, ports: Ports) => {
  const id = ports.nodeId();
  if (!isThisNode(wanted.node_ids, id)) return {};
  const held = ports.profileReads
    .deployedModels(wanted.all_models ? undefined : wanted.model_ids)
    .map((model) => profile(model, id, ports));
  if (held.length === 0) return {};
  if (view === 'node') {
    const models = new Map(
      held.map(({ id: model, state, predictor, nodes, ...rest }) => [model, { ...state, ...predictor, ...nodes, ...rest.stats }]),
    );
    return { nodes: { [id]: { models } } };
  }
  if (view !== 'model') return {};
  const models = held.map(
    ({ id: model, state, predictor, nodes, stats }) =>
      [model, { ...nodes, nodes: { [id]: { ...state, ...predictor, ...stats } } }] as const,
  );
  return { models: new Map(models) };
});

type Held = ReturnType<ProfileReads['deployedModels']>[number];

function profile({ id, state, is_hidden, time }: Held, node: string, { counts }: Ports) {
  const { inference, request } = counts.durationsOf(id);
  const [model_inference_stats, predict_request_stats] = [inference.summary(), request.summary()];
  return {
    id,
    state: { model_state: state },
    predictor: { predictor: `org.opensearch.ml.engine.algorithms.remote.RemoteModel@${hashOf(`${id} ${time}`)}` },
    nodes: { target_worker_nodes: [node], worker_nodes: [node] },
    stats: {
      ...(model_inference_stats && { model_inference_stats }),
      ...(predict_request_stats && { predict_request_stats }),
      ...(is_hidden && { is_hidden }),
    },
  };
}

/** Tells one deployment from another, as the object's hash does in Java. */
function hashOf(text: string): string {
  let hash = 0;
  for (const char of text) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(16);
}
