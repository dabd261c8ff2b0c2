import { illegalArgument } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { into, type Reader, readMembers } from '#lib/json/read-members.ts';
import { textsOf } from '#lib/json/value-of.ts';
import { type FunctionName, parseFunctionName } from './function-name.ts';

export const statLevels = ['CLUSTER', 'NODE', 'ALGORITHM', 'MODEL', 'ACTION'] as const;
export const clusterStats = [
  'ml_model_index_status',
  'ml_connector_index_status',
  'ml_config_index_status',
  'ml_task_index_status',
  'ml_controller_index_status',
  'ml_model_count',
  'ml_connector_count',
] as const;
export const nodeStats = [
  'ml_jvm_heap_usage',
  'ml_executing_task_count',
  'ml_request_count',
  'ml_failure_count',
  'ml_deployed_model_count',
  'ml_circuit_breaker_trigger_count',
] as const;
const actionStats = ['ml_action_request_count', 'ml_action_failure_count'] as const;
const actionNames = ['train', 'predict', 'train_predict', 'execute', 'register', 'deploy', 'undeploy', 'batch_predict'] as const;

export type StatLevel = (typeof statLevels)[number];
export type ClusterStat = (typeof clusterStats)[number];
export type NodeStat = (typeof nodeStats)[number];
export type StatAction = (typeof actionNames)[number];

/** What is asked for; an empty list means all. */
export type StatsRequest = {
  levels: StatLevel[];
  cluster: ClusterStat[];
  node: NodeStat[];
  node_ids: string[];
  algorithms: FunctionName[];
  models: string[];
  actions: StatAction[];
};

const everything = (): StatsRequest => ({ levels: [], cluster: [], node: [], node_ids: [], algorithms: [], models: [], actions: [] });

/** Names of a fixed set, in any case. @throws StudioError 400 */
const oneOf =
  <Name extends string>(names: readonly Name[], what: string) =>
  (text: string): Name => {
    const name = names.find((known) => known.toUpperCase() === text.toUpperCase());
    if (name === undefined) throw illegalArgument(`Wrong ${what}`);
    return name;
  };

const levelOf = oneOf(statLevels, 'ML stat level');
const clusterStatOf = oneOf(clusterStats, 'ML cluster level stat');
const nodeStatOf = oneOf(nodeStats, 'ML node level stat');
const actionStatOf = oneOf(actionStats, 'ML action level stat');
const actionOf = oneOf(actionNames, 'action name');

const readers = new Map<string, Reader<StatsRequest>>([
  ['target_stat_levels', into('levels', (node) => textsOf(node).map(levelOf))],
  ['cluster_level_stats', into('cluster', (node) => textsOf(node).map(clusterStatOf))],
  ['node_level_stats', into('node', (node) => textsOf(node).map(nodeStatOf))],
  ['action_level_stats', (_, node) => void textsOf(node).map(actionStatOf)], // read, and then nowhere looked at
  ['node_ids', into('node_ids', textsOf)],
  ['algorithms', into('algorithms', (node) => textsOf(node).map(parseFunctionName))],
  ['models', into('models', textsOf)],
  ['actions', into('actions', (node) => textsOf(node).map(actionOf))],
]);

/** @throws StudioError 400, 500 as ML Commons answers */
export const readStatsRequest = (node: JsonNode): StatsRequest => readMembers(node, everything(), readers);

/** Items of a list in a path or query. @returns undefined for no list */
export const listed = (text: string | undefined): string[] | undefined => text?.split(',').filter((item) => item !== '');

/**
 * What a path asks for: stats of nodes are named apart from those of the cluster.
 * @throws StudioError 400 for the name of neither
 */
export function statsOfPath({ nodeId, stat }: { nodeId?: string | undefined; stat?: string | undefined }): StatsRequest {
  const request = { ...everything(), node_ids: listed(nodeId) ?? [] };
  const names = listed(stat);
  if (!names) return { ...request, levels: [...statLevels] };
  const isOfNode = (name: string) => nodeStats.some((known) => known === name.toLowerCase());
  const node = names.filter(isOfNode).map(nodeStatOf);
  const cluster = names.filter((name) => !isOfNode(name)).map(clusterStatOf);
  const levels: StatLevel[] = [...(cluster.length > 0 ? (['CLUSTER'] as const) : []), ...(node.length > 0 ? (['NODE'] as const) : [])];
  return { ...request, levels, node, cluster };
}
