'use client';
import { Button } from '@mantine/core';
import { useCan } from '#components/shell/session.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type Remedy as KnownRemedy, type RemedyAction, type RemedyContext, remedyFor } from '#lib/predict/remedy.ts';
import type { StepError } from '#lib/predict/trace.ts';
import css from './remedy.module.css';

type RemedyProps = {
  error: StepError;
  /** What the server advises, which knows provider and limits; else it is found here. */
  known?: KnownRemedy | undefined;
  context: RemedyContext;
  /** Absent for a draft, or a model with a connector of its own: then nothing leads to an editor. */
  connectorId: string | undefined;
  onSendAgain: () => void;
  onShowAnswer: () => void;
  onTryMock: () => void;
  onFill: (name: string) => void;
};

/** Parts of the editor that a remedy leads to. */
const editorActions: Partial<Record<RemedyAction, string>> = {
  keep_placeholders: 'Keep them as text',
  go_to_placeholder: 'Go to the placeholder',
  quote_placeholder: 'Quote it',
  check_credential: 'Check the credential',
  check_url: 'Check the address',
  set_retries: 'Set retries',
  add_action: 'Add action',
  move_to_credential: 'Move to credential',
  go_to_field: 'Go to field',
  add_request_body: 'Add request body',
  choose_function: 'Choose a function',
  edit_script: 'Edit the script',
  change_limit: 'Change limit',
};

/** A failure in plain words, and what helps. */
export function Remedy({ error, known, context, connectorId, onSendAgain, onShowAnswer, onTryMock, onFill }: RemedyProps) {
  const can = useCan();
  const remedy = known ?? remedyFor(error, context);
  if (!remedy) return <CopyButton variant="subtle" text={() => JSON.stringify(error, null, 2)} label="Copy details" />;
  const names = remedy.names ?? [];
  const setting = (query: string) => `/settings?${query}`;
  const button = (action: RemedyAction) => {
    const words = editorActions[action];
    if (words) return connectorId ? link(`/connectors/${connectorId}?tab=edit`, words) : null;
    switch (action) {
      case 'trust_host':
        return can('settings.update') && context.host ? link(setting(`host=${encodeURIComponent(context.host)}`), 'Trust this host') : null;
      case 'copy_for_administrator':
        return can('settings.update') ? null : (
          <CopyButton key={action} text={context.host ?? error.reason} label="Copy for your administrator" />
        );
      case 'open_private_addresses':
        return link(setting('q=private'), 'Open private addresses');
      case 'open_setting':
        return link(setting(`q=${encodeURIComponent(names[0] ?? '')}`), 'Open setting');
      case 'fill_parameters':
        return names.map((name) => (
          <Button key={name} variant="default" onClick={() => onFill(name)}>
            Fill {name}
          </Button>
        ));
      case 'send_again':
        return press(action, 'Send again', onSendAgain);
      case 'show_answer':
        return press(action, 'Show answer', onShowAnswer);
      case 'try_mock':
        return press(action, 'Try mock', onTryMock);
      case 'show_models':
        return link('/models', 'Show models');
      default:
        return null; // the rest belongs to saving
    }
  };
  return (
    <>
      <p className={css.words}>{remedy.message}</p>
      <div className={css.actions}>{remedy.actions.map(button)}</div>
    </>
  );
}

const link = (href: string, label: string) => (
  <LinkButton key={label} href={href} variant="default">
    {label}
  </LinkButton>
);

const press = (key: string, label: string, run: () => void) => (
  <Button key={key} variant="default" onClick={run}>
    {label}
  </Button>
);
