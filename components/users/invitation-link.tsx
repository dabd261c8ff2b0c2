'use client';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import css from './users.module.css';

/** A link that is shown this once. */
export function InvitationLink({ path, username }: { path: string; username: string }) {
  const link = `${window.location.origin}${path}`;
  return (
    <>
      <Callout
        title={`Send this link to ${username}`}
        actions={<CopyButton text={link} label="Copy the invitation link" variant="filled" />}
      >
        <p>Whoever opens it chooses the password. It works once, for 72 hours, and is shown only now.</p>
      </Callout>
      <div className={css.link} translate="no">
        {link}
      </div>
    </>
  );
}
