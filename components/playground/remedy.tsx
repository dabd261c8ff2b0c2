'use client';
import { Button } from '@mantine/core';
import { useCan } from '#components/shell/session.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { type Remedy as KnownRemedy, type RemedyAction, type RemedyContext, remedyFor } from '#lib/predict/remedy.ts';
import type { StepError } from '#lib/predict/trace.ts';
import css from './remedy.module.css';

type RemedyProps = {
  error: Pick<StepError, 'status' | 'reason'> & { type?: string };
  /** What the server advises, which knows provider and limits; else it is found here. */
  known?: KnownRemedy | undefined;
  context?: RemedyContext;
  /** Absent for a draft, or a model with a connector of its own: then nothing leads to an editor. */
  connectorId?: string | undefined;
  /** What the page does itself, in place of a link. */
  handlers?: Partial<Record<RemedyAction, (names: readonly string[]) => void>>;
  onSendAgain?: () => void;
  onShowAnswer?: () => void;
  onTryMock?: () => void;
  onFill?: (name: string) => void;
  /** Where it failed, for a failure that nobody has words for. */
  facts?: { step?: string | undefined; request_id?: string | undefined };
};

/** What leads to a part of the editor, or is done there. */
const editorActions: Partial<Record<RemedyAction, string>> = {
  keep_placeholders: 'Keep them as text',
  go_to_placeholder: 'Go to the placeholder',
  quote_placeholder: 'Quote it',
  undeploy_save_deploy: 'Undeploy, save, deploy again',
  check_credential: 'Check the credential',
  check_url: 'Check the address',
  set_retries: 'Set retries',
  add_action: 'Add action',
  move_to_credential: 'Move to credential',
  go_to_field: 'Go to field',
  add_request_body: 'Add request body',
  choose_function: 'Choose a function',
  edit_script: 'Edit the script',
  remove_access_fields: 'Remove them',
  change_limit: 'Change limit',
};

/** A failure in plain words, what helps, and where to read more. */
export function Remedy(props: RemedyProps) {
  const { error, known, context = {} } = props;
  const remedy = known ?? remedyFor(error, context);
  if (!remedy) return <Unknown {...props} />;
  return (
    <>
      <p className={css.words}>
        {remedy.message} {remedy.id && <TextLink href={`/help/errors#${remedy.id}`}>Read about this error</TextLink>}
      </p>
      <div className={css.actions}>
        {remedy.actions.map((action) => (
          <Cure key={action} {...props} action={action} names={remedy.names ?? []} />
        ))}
      </div>
    </>
  );
}

/** Its own text has to do; the id leads an administrator to the log. */
function Unknown({ error, facts = {} }: RemedyProps) {
  const { step, request_id } = facts;
  const words = [step && `It failed at the step ${step}.`, request_id && `Request ${request_id}.`].filter(Boolean);
  return (
    <>
      {words.length > 0 && <p className={css.words}>{words.join(' ')}</p>}
      <div className={css.actions}>
        <CopyButton variant="subtle" text={() => JSON.stringify({ ...error, step, request_id }, null, 2)} label="Copy details" />
      </div>
    </>
  );
}

type CureProps = RemedyProps & { action: RemedyAction; names: readonly string[] };

function Cure({ action, names, ...props }: CureProps) {
  const { error, context = {}, connectorId, handlers = {} } = props;
  const can = useCan();
  const settings = can('settings.update');
  const handler = handlers[action];
  const words = editorActions[action];
  if (words) {
    if (handler) return <Press label={words} run={() => handler(names)} />;
    if (!connectorId) return null;
    const asked = new URLSearchParams([['tab', 'edit'], ['cure', action], ...names.map((name) => ['name', name])]);
    return <Link href={`/connectors/${connectorId}?${asked}`} label={words} />;
  }
  switch (action) {
    case 'trust_host':
      return settings && context.host ? <Link href={`/settings?host=${encodeURIComponent(context.host)}`} label="Trust this host" /> : null;
    case 'copy_for_administrator':
      return settings ? null : <CopyButton text={forAdministrator(error.reason, context)} label="Copy for your administrator" />;
    case 'open_private_addresses':
      return <Link href="/settings?q=private" label="Open private addresses" />;
    case 'open_setting':
      return <Link href={`/settings?q=${encodeURIComponent(names[0] ?? '')}`} label="Open setting" />;
    case 'fill_parameters':
      return names.map((name) => props.onFill && <Press key={name} label={`Fill ${name}`} run={() => props.onFill?.(name)} />);
    case 'send_again':
      return props.onSendAgain && <Press label="Send again" run={props.onSendAgain} />;
    case 'show_answer':
      return props.onShowAnswer && <Press label="Show answer" run={props.onShowAnswer} />;
    case 'try_mock':
      return props.onTryMock && <Press label="Try mock" run={props.onTryMock} />;
    case 'show_models':
      return <Link href="/models" label="Show models" />;
    case 'register_model':
      return <Link href="/models?register=" label="Register model" />;
    default:
      return null;
  }
}

const forAdministrator = (reason: string, { host }: RemedyContext) =>
  host ? `${reason}\nPlease trust this host under Cluster settings: ${host}` : reason;

const Link = ({ href, label }: { href: string; label: string }) => (
  <LinkButton href={href} variant="default">
    {label}
  </LinkButton>
);

const Press = ({ label, run }: { label: string; run: () => void }) => (
  <Button variant="default" onClick={run}>
    {label}
  </Button>
);
