import { IconCube } from '@tabler/icons-react';
import { ModelChip } from '#components/models/model-chip.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ConnectorDetails } from '#lib/client/connectors.ts';
import css from './connector-overview.module.css';

type UsedByProps = { models: ConnectorDetails['models']; id: string };

/** The models that call through a connector. */
export function UsedBy({ models, id }: UsedByProps) {
  const register = `/models?register=${encodeURIComponent(id)}`;
  if (models.length === 0) {
    return (
      <EmptyState icon={<IconCube size={28} />} actions={<LinkButton href={register}>Register model</LinkButton>}>
        No model uses this connector yet. Models put it to work in search and ingest.
      </EmptyState>
    );
  }
  return (
    <Panel title={models.length === 1 ? '1 model' : `${models.length} models`} id="models-using">
      <ul className={css.models}>
        {models.map(({ model_id, name, state }) => (
          <li key={model_id}>
            <TextLink href={`/models?open=${encodeURIComponent(model_id)}`}>{name}</TextLink>
            <ModelChip state={state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
