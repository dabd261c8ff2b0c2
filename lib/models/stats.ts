import { operation } from '#lib/access/operation.ts';
import type { ActionCounts, RunCounts } from './run-counts.ts';
import { type ClusterStat, clusterStats, type NodeStat, nodeStats, type StatsRequest } from './stats-request.ts';

/** What is asked about the stored objects. */
export type StatReads = {
  /** Whether anything of a kind was ever stored; `config` is where OpenSearch keeps the key that seals credentials. */
  isStored(kind: 'model' | 'connector' | 'config' | 'task' | 'controller'): boolean;
  count(kind: 'model' | 'connector'): number;
  deployed(): number;
};

export type StatPorts = {
  statReads: StatReads;
  counts: RunCounts;
  /** Percent of the memory that the process may use. */
  heapUsage(): number;
  nodeId(): string;
};

/** The one node there is goes by its id, its name and what stands for it. */
export const nodeName = 'ml-connector-studio';
export const isThisNode = (wanted: readonly string[], id: string) =>
  wanted.length === 0 || wanted.some((name) => [id, nodeName, '_all', '_local', '_master', '_cluster_manager', '*'].includes(name));

/**
 * Counts of the cluster, of its node, and of what was done with models since the server started (rest-api.md §9).
 * @returns ML Commons' answer: stats of models are part of it whenever the node is
 */
export const getStats = operation('model.read', async (_caller, request: StatsRequest, ports: StatPorts) => {
  const answer = request.levels.includes('CLUSTER') ? clusterLevel(request, ports.statReads) : {};
  const [level] = request.levels;
  const isOnlyCluster = level === 'CLUSTER' && request.levels.every((other) => other === level);
  const id = ports.nodeId();
  if (isOnlyCluster || !isThisNode(request.node_ids, id)) return answer;
  const { node, algorithms, models } = ofNode(request, ports);
  const isEmpty = Object.keys(node).length === 0 && algorithms.size === 0 && models.size === 0;
  return isEmpty ? answer : { ...answer, nodes: { [id]: { ...node, algorithms, models } } };
});

const isWanted = <Name>(wanted: readonly Name[], name: Name) => wanted.length === 0 || wanted.includes(name);

/** Whoever asks for the number of models gets that of connectors too. */
function clusterLevel({ cluster }: StatsRequest, { isStored, count }: StatReads) {
  const status = (kind: Parameters<StatReads['isStored']>[0]) => (isStored(kind) ? 'green' : 'non-existent');
  const values: Record<ClusterStat, () => string | number> = {
    ml_model_index_status: () => status('model'),
    ml_connector_index_status: () => status('connector'),
    ml_config_index_status: () => status('config'),
    ml_task_index_status: () => status('task'),
    ml_controller_index_status: () => status('controller'),
    ml_model_count: () => count('model'),
    ml_connector_count: () => count('connector'),
  };
  const wanted = clusterStats.filter(
    (name) => isWanted(cluster, name) || (name === 'ml_connector_count' && cluster.includes('ml_model_count')),
  );
  return Object.fromEntries(wanted.map((name) => [name, values[name]()]));
}

function ofNode(request: StatsRequest, { counts, heapUsage, statReads }: StatPorts) {
  const { executing, requests, failures, refused } = counts.node();
  const values: Record<NodeStat, () => number> = {
    ml_jvm_heap_usage: heapUsage,
    ml_executing_task_count: () => executing,
    ml_request_count: () => requests,
    ml_failure_count: () => failures,
    ml_deployed_model_count: statReads.deployed,
    ml_circuit_breaker_trigger_count: () => refused,
  };
  const names = request.levels.includes('NODE') ? nodeStats.filter((name) => isWanted(request.node, name)) : [];
  const node = Object.fromEntries(names.map((name) => [name, values[name]()]));
  const hasAlgorithms = request.levels.includes('ALGORITHM') || request.levels.includes('ACTION');
  const remote = counts.actions();
  const isRemoteShown = hasAlgorithms && remote.size > 0 && isWanted(request.algorithms, 'REMOTE');
  const algorithms = new Map(isRemoteShown ? [['remote', shown(remote, request)]] : []);
  const models = [...counts.models()].filter(([id]) => isWanted(request.models, id));
  return { node, algorithms, models: new Map(models.map(([id, actions]) => [id, shown(actions, request)])) };
}

/** Failures are printed once there is one. */
const shown = (counts: ActionCounts, { actions }: StatsRequest) =>
  new Map(
    [...counts]
      .filter(([action]) => isWanted(actions, action))
      .map(([action, { requests, failures }]) => [
        action,
        { ml_action_request_count: requests, ...(failures > 0 && { ml_action_failure_count: failures }) },
      ]),
  );
