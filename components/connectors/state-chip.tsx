import { StatusChip, type StatusKind } from '#components/ui/status-chip.tsx';
import type { ConnectorState } from '#lib/client/connectors.ts';

export const stateWords: Record<ConnectorState['name'], string> = {
  blocked: 'Endpoint blocked',
  credential_missing: 'Credential missing',
  last_run_failed: 'Last run failed',
  ready: 'Ready',
  not_run: 'Not run yet',
};

const kinds: Record<ConnectorState['name'], StatusKind> = {
  blocked: 'danger',
  credential_missing: 'warning',
  last_run_failed: 'warning',
  ready: 'success',
  not_run: 'neutral',
};

/** The state of a connector with its reason. */
export function StateChip({ state: { name, reason } }: { state: ConnectorState }) {
  return (
    <StatusChip kind={kinds[name]} {...(reason && { reason })}>
      {stateWords[name]}
    </StatusChip>
  );
}
