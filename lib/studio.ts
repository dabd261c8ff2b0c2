import '#server-only';
import { createHash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import type { Caller } from './access/caller.ts';
import { makeBatchRunner } from './batches/batch-runner.ts';
import { createSample } from './blueprints/create-sample.ts';
import type { AddressJudge } from './connectors/address.ts';
import { addressJudge } from './connectors/address-judge.ts';
import { hostJudge } from './egress/host-judge.ts';
import { makeCallerNow } from './identity/caller-now.ts';
import { type Identity, makeIdentity } from './identity/identity.ts';
import { readProxyLogin } from './identity/proxy-login-config.ts';
import { makeRunCounts } from './models/run-counts.ts';
import type { TrustPolicy } from './predict/ports.ts';
import { type Resources, resources } from './resources.ts';
import { makeHandle } from './rest/handle.ts';
import type { Handle } from './rest/http.ts';
import type { EdgePorts } from './rest/ports.ts';
import { answerOf } from './rest/prediction-routes.ts';
import { type RoutePorts, routesOf } from './rest/routes.ts';
import { makeSealer } from './sealing/sealer.ts';
import { type SettingsPort, settingsPort } from './settings/effective-settings.ts';
import { nodeSettingsProblem } from './settings/node-file-settings.ts';
import { StartError } from './start-error.ts';
import { batchStore } from './store/batch-store.ts';
import { blueprintReads } from './store/blueprint-store.ts';
import { changeStore } from './store/change-store.ts';
import { connectorEndpoints } from './store/connector-endpoints.ts';
import { connectorVersions } from './store/connector-version-store.ts';
import { domainStore } from './store/domain-store.ts';
import { finishedRunStore } from './store/finished-run-store.ts';
import { connectorSurroundings, listStore } from './store/list-store.ts';
import { newId } from './store/new-id.ts';
import { identities } from './store/node-identity.ts';
import { runStore } from './store/run-store.ts';
import { searchStore } from './store/search-store.ts';
import { settingStore } from './store/setting-store.ts';
import { statStore } from './store/stat-store.ts';
import { storeFailure } from './store/store-failure.ts';
import { wireOidc } from './wire-oidc.ts';
import { wirePredictions } from './wire-predictions.ts';

const mebibyte = 1024 * 1024;

/** `ports` is the last argument of every operation, `handle` answers a request from the route table, `edge` is what it asks about it. */
export type Studio = { ports: RoutePorts & { settings: SettingsPort }; edge: EdgePorts; handle: Handle };

/** What has to be opened before it can be wired; a test opens its own. */
export type Opened = Pick<Resources, 'config' | 'log' | 'data' | 'store' | 'sealing' | 'identity' | 'life' | 'failing' | 'batchesAtWork'>;

/** @throws StartError for a settings file with an unknown key or a wrong value */
export function wire(opened: Opened): Studio {
  const { config, log, store, sealing } = opened;
  const nodeSettings = config.node_settings;
  const problem = nodeSettingsProblem(nodeSettings);
  if (problem) throw new StartError(`STUDIO_CONFIG: ${problem}`);
  const clusterSettings = settingStore(store);
  const settings = settingsPort(clusterSettings.changes, clusterSettings.read, nodeSettings);
  const nameOf = identities(store.reads);
  const elapsed = () => performance.now();
  const identity = wireIdentity(opened, elapsed, () => settings.current().list('studio.egress.dns_servers'));

  const domain = domainStore(store);
  const nodeId = () => nameOf('node');
  const now = () => Date.now();
  const finishedRuns = finishedRunStore(store, log);
  const blueprints = blueprintReads(store);
  const counts = makeRunCounts(elapsed, () => settings.current().number('monitoring_request_count'));

  // The ports of all domains in one object, each line by the owner of its domain.
  const ports = {
    ...domain,
    ...wirePredictions(opened, { transaction: domain.transaction, settings, newId, nodeId, now, counts, finishedRuns, blueprints }),
    runs: runStore(store, finishedRuns),
    batches: batchStore(store),
    digest: (text: string) => createHash('sha256').update(text).digest('base64url'),
    breathe: () => setImmediate(),
    ...statStore(store.reads),
    heapUsage,
    ...wireLists(store, () => settings.current().trustPolicy()),
    blueprints,
    clusterSettings,
    nodeSettings,
    settings,
    connectorEndpoints: connectorEndpoints(store.reads),
    versions: connectorVersions(store.reads),
    changes: changeStore(store.reads),
    search: searchStore(store.reads, () => setImmediate()),
    cipher: makeSealer(sealing.ring),
    now,
    elapsed,
    newId,
    nodeId,
    clusterUuid: () => nameOf('cluster'),
    identity,
    createSample: (caller: Caller) => createSample(caller, ports),
    key: { id: sealing.ring.active.id, source: sealing.source },
    obstacle: () => obstacleOf(opened),
    log,
    indexUuid: (index: string) => nameOf(`index ${index}`),
  };
  const callerNow = makeCallerNow(store);
  const batchRunner = makeBatchRunner({ ...ports, callerNow, answerOf: (result, id) => answerOf(result, id, log) }, opened.batchesAtWork);
  const all = { ...ports, batchRunner };
  const edge: EdgePorts = {
    origins: config.origins,
    authenticate: identity.authenticate,
    bodyLimit: (size) => (size === 'prediction' ? settings.current().number('studio.request_max_bytes') : mebibyte),
    newRequestId: () => randomUUID(),
    elapsed,
    understand: storeFailure,
    log,
  };
  return { ports: all, edge, handle: makeHandle(routesOf(all), edge) };
}

/** Percent of the heap that Node allows itself. */
const heapUsage = () => Math.round((100 * process.memoryUsage().heapUsed) / getHeapStatistics().heap_size_limit);

/** What the lists and pages of connectors and models ask. A policy that is the same object keeps the verdicts made under it. */
function wireLists(store: Opened['store'], policy: () => TrustPolicy) {
  let judged: { policy: TrustPolicy; addresses: AddressJudge; hosts: AddressJudge } | undefined;
  const judges = () => {
    const now = policy();
    if (!judged || !isSamePolicy(judged.policy, now)) {
      const name = JSON.stringify([now.trusted, now.private_ip_enabled, now.trusted_private, now.restricted_ip]); // the same in every copy
      judged = { policy: now, addresses: addressJudge(now.trusted, name), hosts: addressJudge(now.trusted, name, hostJudge(now)) };
    }
    return judged;
  };
  const hosts = () => judges().hosts;
  return {
    ...listStore(store, hosts, () => setImmediate()),
    ...connectorSurroundings(store.reads),
    addresses: () => judges().addresses,
    hosts,
    hostsUnder: (unsaved: TrustPolicy) => addressJudge(unsaved.trusted, 'unsaved', hostJudge(unsaved)),
  };
}

const isSamePolicy = (one: TrustPolicy, other: TrustPolicy) =>
  one.trusted === other.trusted &&
  one.private_ip_enabled === other.private_ip_enabled &&
  one.trusted_private === other.trusted_private &&
  one.restricted_ip === other.restricted_ip;

function wireIdentity(opened: Opened, elapsed: () => number, dnsServers: () => readonly string[]): Identity {
  const { config, data, identity: memory, log, store } = opened;
  return makeIdentity({
    store,
    memory,
    origins: config.origins,
    tokenFile: data.file('setup-token'),
    proxyLogin: readProxyLogin(config.node_settings),
    oidc: wireOidc(opened, dnsServers),
    log,
    now: () => Date.now(),
    elapsed,
    newId,
  });
}

/** Why the studio cannot serve, in a word. */
function obstacleOf({ life, store }: Opened): string | undefined {
  if (life.isStopping) return 'stopping';
  try {
    store.reads.prepare('SELECT 1 FROM sequence LIMIT 1').get();
    return undefined;
  } catch {
    return 'store'; // closed, or its disk is gone
  }
}

let wired: Studio | undefined;

/** The one place where adapters meet the core. Wired once for each copy of the modules: code may differ between them, resources may not. */
export function studio(): Studio {
  wired ??= wire(resources());
  return wired;
}
