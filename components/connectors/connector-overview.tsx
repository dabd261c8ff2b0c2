import { CopyAsMenu } from '#components/copy-as/copy-as-menu.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { IdText } from '#components/ui/id-text.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ConnectorDetails } from '#lib/client/connectors.ts';
import { actionUrls } from '#lib/connectors/action-urls.ts';
import { credentialsIn } from '#lib/connectors/address.ts';
import { ActionPanel } from './action-panel.tsx';
import css from './connector-overview.module.css';
import { LastRun } from './last-run.tsx';
import { ReplaceKeyButton } from './replace-key-button.tsx';
import { StateChip, stateWords } from './state-chip.tsx';

type ConnectorOverviewProps = {
  details: ConnectorDetails;
  /** The blueprint that it was made from, and what changed there. */
  source?: React.ReactNode;
};

/** What a connector is, in what state, and what it calls. */
export function ConnectorOverview({ details, source }: ConnectorOverviewProps) {
  const { connector } = details;
  return (
    <div className={css.columns}>
      <div className={css.stack}>
        <StateReason details={details} />
        {(connector.actions ?? []).map((action, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action has no identity but its place
          <ActionPanel key={index} action={action} index={index} />
        ))}
        {connector.url !== undefined && (
          <Panel title="Address" id="address">
            <code translate="no">{connector.url}</code>
          </Panel>
        )}
        <Parameters parameters={connector.parameters} />
      </div>
      <div className={css.stack}>
        <Facts details={details} source={source} />
        <Credential details={details} />
      </div>
    </div>
  );
}

type StateRemedy = { words: string; link: string; label: string };

const remedies: Partial<Record<ConnectorDetails['state']['name'], StateRemedy>> = {
  credential_missing: {
    words: 'Calls to the service fail until it is set. The mock works without it.',
    link: '?tab=edit',
    label: 'Set the credential',
  },
  last_run_failed: { words: 'Try it again to see every step of the call.', link: '?tab=try', label: 'Open Try' },
};

/** The settings page writes the pattern that is missing, from the address. */
function blockedRemedy({ connector, state }: ConnectorDetails): StateRemedy {
  if (/private/.test(state.reason ?? '')) {
    return { words: 'Calls are refused until the address is allowed.', link: '/settings?q=private', label: 'Open private addresses' };
  }
  const [address = connector.url ?? ''] = actionUrls(connector.actions ?? [], connector.parameters);
  const link = `/settings?host=${encodeURIComponent(address)}`;
  return { words: 'Calls are refused until the address is trusted.', link, label: 'Open trusted endpoints' };
}

function StateReason({ details }: { details: ConnectorDetails }) {
  const { state } = details;
  const remedy = state.name === 'blocked' ? blockedRemedy(details) : remedies[state.name];
  if (!remedy) return null;
  return (
    <Callout
      kind={state.name === 'blocked' ? 'danger' : 'warning'}
      title={`${stateWords[state.name]}${state.reason ? `: ${state.reason}` : ''}`}
      actions={<TextLink href={remedy.link}>{remedy.label}</TextLink>}
    >
      <p>{remedy.words}</p>
    </Callout>
  );
}

function Facts({ details, source }: ConnectorOverviewProps) {
  const { connector, connector_id, state, last_run } = details;
  const facts: [string, React.ReactNode][] = [
    ['State', <StateChip key="state" state={state} />],
    ['Last run', last_run ? <LastRun key="run" run={last_run} /> : 'Not run yet'],
    [
      'Protocol',
      <span key="protocol" translate="no">
        {connector.protocol}
      </span>,
    ],
    [
      'Models',
      details.models.length === 0 ? (
        'None'
      ) : (
        <TextLink key="models" href="?tab=used-by">
          {details.models.length}
        </TextLink>
      ),
    ],
    ['Version', connector.version ?? '—'],
    ['Id', <IdText key="id" id={connector_id} whole />],
    ...(source ? [['Blueprint', source] as [string, React.ReactNode]] : []),
    ...(connector.access ? [['Access', connector.access] as [string, React.ReactNode]] : []),
    ...(connector.owner ? [['Owner', connector.owner.name] as [string, React.ReactNode]] : []),
    ['Created', <TimeAgo key="created" at={connector.created_time} />],
    ['Updated', <TimeAgo key="updated" at={connector.last_updated_time} />],
  ];
  return (
    <Panel
      title="Facts"
      id="facts"
      actions={<CopyAsMenu connector={connector} credentialKeys={details.credential_keys.map((key) => key.name)} />}
    >
      {connector.description && <p className={css.description}>{connector.description}</p>}
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Credential({ details: { credential_keys, connector, connector_id, can } }: { details: ConnectorDetails }) {
  const used = new Set((connector.actions ?? []).flatMap(({ headers = {} }) => Object.values(headers).flatMap(credentialsIn)));
  if (connector.protocol === 'aws_sigv4') for (const name of ['access_key', 'secret_key', 'session_token']) used.add(name);
  return (
    <Panel
      title="Credential"
      id="credential-keys"
      actions={
        can.update === true && credential_keys.length > 0 && <ReplaceKeyButton id={connector_id} name={connector.name ?? connector_id} />
      }
    >
      {credential_keys.length === 0 && <p className={css.note}>No keys.</p>}
      <ul className={css.keys}>
        {credential_keys.map(({ name, is_set, set_at, set_by }) => (
          <li key={name}>
            <code translate="no">{name}</code>
            {is_set ? (
              <span className={css.note}>
                Stored · set <TimeAgo at={set_at} /> by {set_by}
              </span>
            ) : (
              <StatusChip kind="warning">Not set</StatusChip>
            )}
            {!used.has(name) && <span className={css.note}>not used</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Parameters({ parameters = {} }: { parameters: Record<string, string> | undefined }) {
  const rows = Object.entries(parameters);
  if (rows.length === 0) return null;
  return (
    <Panel title="Parameters" id="parameter-values">
      <dl className={css.parameters} translate="no">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === '' ? '(empty)' : value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
