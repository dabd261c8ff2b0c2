import type { BlueprintPorts } from '#lib/blueprints/ports.ts';
import type { ChangePorts } from '#lib/changes/ports.ts';
import type { ConnectorPorts } from '#lib/connectors/ports.ts';
import type { Identity } from '#lib/identity/identity.ts';
import type { ModelPorts } from '#lib/models/ports.ts';
import type { SavePorts } from '#lib/models/save-connector.ts';
import type { RunPorts } from '#lib/runs/ports.ts';
import type { SearchPorts } from '#lib/search/run-search.ts';
import type { TrustCheckPorts } from '#lib/settings/check-trusted-endpoints.ts';
import type { ClusterSettingsPorts } from '#lib/settings/ports.ts';
import { accountRoutes } from './account-routes.ts';
import { type BatchRoutePorts, batchRoutes } from './batch-routes.ts';
import { blueprintRoutes } from './blueprint-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { connectorRoutes } from './connector-routes.ts';
import { controllerRoutes } from './controller-routes.ts';
import { type HealthPorts, healthRoutes } from './health-routes.ts';
import { type InfoPorts, infoRoutes } from './info-routes.ts';
import { modelGroupRoutes } from './model-group-routes.ts';
import { modelInterfaceRoutes } from './model-interface-routes.ts';
import { modelRoutes } from './model-routes.ts';
import { type OidcRoutePorts, oidcRoutes } from './oidc-routes.ts';
import { openapiRoutes } from './openapi-routes.ts';
import { type PredictRoutePorts, predictRoutes } from './predict-routes.ts';
import { type PredictionPorts, predictionRoutes } from './prediction-routes.ts';
import type { Route } from './route.ts';
import { runRoutes } from './run-routes.ts';
import { saveRoutes } from './save-routes.ts';
import { type SearchRoutePorts, searchRoutes } from './search-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { type SetupPorts, setupRoutes } from './setup-routes.ts';
import { type StatsRoutePorts, statsRoutes } from './stats-routes.ts';
import { type StreamRoutePorts, streamRoutes } from './stream-routes.ts';
import { type StudioConnectorPorts, studioConnectorRoutes } from './studio-connector-routes.ts';
import { taskRoutes } from './task-routes.ts';
import { trustedEndpointRoutes } from './trusted-endpoint-routes.ts';
import { userRoutes } from './user-routes.ts';

/** All that operations need from outside. An owner of routes adds theirs here, and provides it in lib/studio.ts. */
export type RoutePorts = BatchRoutePorts &
  ChangePorts &
  BlueprintPorts &
  InfoPorts &
  OidcRoutePorts &
  ClusterSettingsPorts &
  ConnectorPorts &
  HealthPorts &
  ModelPorts &
  PredictRoutePorts &
  PredictionPorts &
  RunPorts &
  SavePorts &
  StudioConnectorPorts &
  SearchPorts &
  SearchRoutePorts &
  SetupPorts &
  StatsRoutePorts &
  StreamRoutePorts &
  TrustCheckPorts & { identity: Identity };

/** Each table lives beside the others in this folder. */
const tablesOf = (ports: RoutePorts): Route[] => [
  ...healthRoutes(ports),
  ...setupRoutes(ports),
  ...sessionRoutes(ports.identity),
  ...oidcRoutes(ports),
  ...accountRoutes(ports.identity),
  ...userRoutes(ports.identity),
  ...infoRoutes(ports),
  ...settingsRoutes(ports),
  ...trustedEndpointRoutes(ports),
  ...blueprintRoutes(ports),
  ...connectorRoutes(ports),
  ...studioConnectorRoutes(ports),
  ...saveRoutes(ports),
  ...searchRoutes(ports),
  ...modelRoutes(ports),
  ...modelInterfaceRoutes(),
  ...modelGroupRoutes(ports),
  ...taskRoutes(ports),
  ...controllerRoutes(ports),
  ...statsRoutes(ports),
  ...predictRoutes(ports),
  ...streamRoutes(ports),
  ...predictionRoutes(ports),
  ...runRoutes(ports),
  ...changeRoutes(ports),
  ...batchRoutes(ports),
];

/** Every path that the server answers, and the description of them all. */
export function routesOf(ports: RoutePorts): Route[] {
  const routes = tablesOf(ports);
  return [...routes, ...openapiRoutes(routes)];
}
