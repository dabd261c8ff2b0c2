import { Callout } from '../ui/callout.tsx';
import { LinkButton } from '../ui/link-button.tsx';

const words = {
  done: { title: 'This studio is set up', text: 'An administrator exists, so this link has done its work.' },
  no_token: {
    title: 'Open the link from the start-up log',
    text: 'When the studio starts without an administrator, its log prints one set-up link. Open that link; it carries a one-time token.',
  },
  wrong_token: {
    title: 'This set-up link is not valid',
    text: 'Open the link that the start-up log printed last. Its token is also in the file setup-token in the data directory.',
  },
};

export type SetUpObstacle = keyof typeof words;

/** Set-up that cannot go on, and what to do instead. */
export function SetUpClosed({ reason }: { reason: SetUpObstacle }) {
  const { title, text } = words[reason];
  return (
    <Callout
      kind={reason === 'wrong_token' ? 'danger' : 'info'}
      title={title}
      actions={reason === 'done' && <LinkButton href="/sign-in">Sign in</LinkButton>}
    >
      <p>{text}</p>
    </Callout>
  );
}
