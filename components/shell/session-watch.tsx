'use client';
import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { getSession, type Session } from '#lib/client/session.ts';
import { onSessionEnd } from '#lib/client/session-end.ts';
import { showFailure } from '../ui/toast.tsx';
import { useRenewSession, useSession } from './session.tsx';
import css from './session-watch.module.css';
import { SignInForm } from './sign-in-form.tsx';

const warning = 2 * 60_000; // milliseconds before the end (ui.md §10)

const endOf = ({ idle_expires_at, expires_at }: Session) => Math.min(idle_expires_at ?? Infinity, expires_at ?? Infinity);

/** Warns before the session ends, and asks for the password over the page when it has ended: nothing that was typed is lost. */
export function SessionWatch() {
  const session = useSession();
  const renew = useRenewSession();
  const queries = useQueryClient();
  const [state, setState] = useState<'fine' | 'ending' | 'ended'>('fine');
  useEffect(() => onSessionEnd(() => setState('ended')), []);

  useEffect(() => {
    const end = endOf(session);
    if (state !== 'fine' || end === Infinity) return;
    const timer = setTimeout(
      () => {
        // Requests since then may have moved the end: look, without moving it again.
        getSession(true).then(
          (seen) => (endOf(seen) - Date.now() > warning + 1_000 ? renew(seen) : setState('ending')),
          () => {}, // an ended session has announced itself; a server out of reach is shown by what needs it
        );
      },
      Math.max(0, end - Date.now() - warning),
    );
    return () => clearTimeout(timer);
  }, [session, state, renew]);

  useEffect(() => {
    if (state !== 'ending') return;
    const timer = setTimeout(() => void getSession(true).catch(() => {}), warning);
    return () => clearTimeout(timer);
  }, [state]);

  const stay = async () => {
    try {
      renew(await getSession());
      setState('fine');
    } catch (thrown) {
      showFailure(thrown instanceof Error ? thrown.message : String(thrown));
    }
  };
  const onSignedIn = (renewed: Session) => {
    if (renewed.user.id !== session.user.id) return window.location.reload();
    renew(renewed);
    setState('fine');
    void queries.invalidateQueries();
  };
  const isLimit = session.expires_at !== null && endOf(session) === session.expires_at;

  return (
    <>
      <Modal opened={state === 'ending'} onClose={stay} title="Your session is about to end" size={480} withCloseButton={false}>
        <p className={css.words}>
          {isLimit
            ? 'A session lasts 12 hours. Sign in again when it ends; what you typed stays on the page.'
            : 'You have been away for a while. In 2 minutes you are signed out; what you typed stays on the page.'}
        </p>
        <div className={css.buttons}>
          {isLimit ? (
            <Button onClick={() => setState('ended')} data-autofocus>
              Sign in again
            </Button>
          ) : (
            <Button onClick={stay} data-autofocus>
              Stay signed in
            </Button>
          )}
        </div>
      </Modal>
      <Modal
        opened={state === 'ended'}
        onClose={() => {}}
        title="Sign in again"
        size={400}
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
      >
        <p className={css.words}>Your session has ended. The page behind stays as it is.</p>
        <SignInForm username={session.user.username} onSignedIn={onSignedIn} />
      </Modal>
    </>
  );
}
