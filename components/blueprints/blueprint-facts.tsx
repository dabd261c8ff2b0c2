import { IconLock } from '@tabler/icons-react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { OutsideLink, TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import { providerName } from '#lib/blueprints/provider-names.ts';
import { EndpointBadge } from './blueprint-card.tsx';
import css from './blueprint-page.module.css';
import { authNames, originNames, taskNames } from './words.ts';

/** Where a blueprint comes from, whom it calls, and what is odd about it. */
export function BlueprintFacts({ blueprint }: { blueprint: BlueprintDetails }) {
  const { trusted_pattern, docs_url, provider, notes, task, auth, connector, origin, owner, version, updated_time, fork_of } = blueprint;
  return (
    <Panel title="Facts" id="facts">
      <dl className={css.facts}>
        <div>
          <dt>Provider</dt>
          <dd>
            {providerName(provider)}
            {docs_url && (
              <>
                {' · '}
                <OutsideLink href={docs_url}>Provider documentation</OutsideLink>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Kind</dt>
          <dd>
            {taskNames[task]} · <span translate="no">{connector.protocol}</span> · {authNames[auth]}
          </dd>
        </div>
        <div>
          <dt>Trusted pattern</dt>
          <dd>
            {trusted_pattern ? (
              <span className={css.pattern}>
                <code translate="no">{trusted_pattern}</code>
                <CopyButton iconOnly text={trusted_pattern} label="Copy trusted pattern" />
              </span>
            ) : (
              'None yet'
            )}
            <EndpointBadge blueprint={blueprint} />
          </dd>
        </div>
        <div>
          <dt>Origin</dt>
          <dd className={css.origin}>
            {origin === 'built_in' && <IconLock size={14} aria-hidden />}
            {origin === 'shared' && owner ? `Made by ${owner}` : originNames[origin]}
            {origin !== 'built_in' && version > 0 && `, version ${version}`}
          </dd>
        </div>
        {fork_of && (
          <div>
            <dt>Forked from</dt>
            <dd>
              <TextLink href={`/blueprints/${fork_of.id}`}>{fork_of.id}</TextLink>
            </dd>
          </div>
        )}
        {updated_time !== undefined && (
          <div>
            <dt>Updated</dt>
            <dd>
              <TimeAgo at={updated_time} />
            </dd>
          </div>
        )}
      </dl>
      {notes.length > 0 && (
        <>
          <h3 className={css.title}>Notes</h3>
          <ul className={css.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
