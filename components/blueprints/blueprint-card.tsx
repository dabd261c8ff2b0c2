import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { LinkButton } from '#components/ui/link-button.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { BlueprintRow } from '#lib/blueprints/blueprint-row.ts';
import { providerName } from '#lib/blueprints/provider-names.ts';
import css from './blueprint-card.module.css';
import { OriginWords } from './origin-words.tsx';
import { authNames, taskNames } from './words.ts';

/** One blueprint in the gallery: the card leads to its details, *Use* to the editor. */
export function BlueprintCard({ blueprint, mayCreate }: { blueprint: BlueprintRow; mayCreate: boolean }) {
  const { id, title, summary, provider, task, protocol, auth, unsuitable, used, has_mock } = blueprint;
  return (
    <article className={css.card} aria-labelledby={`blueprint-${id}`}>
      <p className={css.provider}>{providerName(provider)}</p>
      <h2 className={css.title} id={`blueprint-${id}`}>
        <TextLink href={`/blueprints/${id}`} className={css.whole}>
          {title}
        </TextLink>
      </h2>
      {summary && <p className={css.summary}>{summary}</p>}
      {unsuitable && (
        <p className={css.unsuitable}>
          <IconAlertTriangle size={14} aria-label="Unsuitable" className={css.icon} /> {unsuitable}
        </p>
      )}
      <div className={css.foot}>
        <p className={css.facts}>
          {taskNames[task]} · <span translate="no">{protocol}</span> · {authNames[auth]}
        </p>
        <p className={css.facts}>
          <OriginWords blueprint={blueprint} />
          {has_mock && (
            <span className={css.mock}>
              {' · '}mock <IconCheck size={12} role="img" aria-label="answers" className={css.mockIcon} />
            </span>
          )}
          {used > 0 && ` · ${used === 1 ? '1 connector' : `${used} connectors`}`}
        </p>
        <div className={css.last}>
          <EndpointBadge blueprint={blueprint} />
          {mayCreate && (
            <LinkButton href={`/connectors/new?blueprint=${id}`} variant="light" miw={72} className={css.use} aria-label={`Use ${title}`}>
              Use
            </LinkButton>
          )}
        </div>
      </div>
    </article>
  );
}

/** Whether its address is trusted now; where not, the way to trust it. */
export function EndpointBadge({
  blueprint: { endpoint_trusted, trusted_pattern },
}: {
  blueprint: Pick<BlueprintRow, 'endpoint_trusted' | 'trusted_pattern'>;
}) {
  if (endpoint_trusted) {
    return (
      <span className={css.badge} data-trusted>
        <IconCheck size={14} aria-hidden /> endpoint trusted
      </span>
    );
  }
  return (
    <span className={css.badge}>
      <IconX size={14} aria-hidden />
      {trusted_pattern ? (
        <TextLink href={`/settings?pattern=${encodeURIComponent(trusted_pattern)}`}>endpoint not trusted</TextLink>
      ) : (
        'endpoint not trusted'
      )}
    </span>
  );
}
