import type { StatusKind } from '#components/ui/status-chip.tsx';
import type { ConnectorState } from '#lib/client/connectors.ts';

/** States of a connector as the choice of one shows them. */
export const connectorStates: Record<ConnectorState['name'], { words: string; kind: StatusKind }> = {
  blocked: { words: 'Endpoint blocked', kind: 'danger' },
  credential_missing: { words: 'Credential missing', kind: 'warning' },
  last_run_failed: { words: 'Last run failed', kind: 'warning' },
  ready: { words: 'Ready', kind: 'success' },
  not_run: { words: 'Not run yet', kind: 'neutral' },
};
