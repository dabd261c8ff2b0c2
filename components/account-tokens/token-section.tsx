'use client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Token } from '#lib/client/tokens.ts';
import { tokensQuery } from './queries.ts';
import css from './tokens.module.css';

// Each is loaded when it is opened for the first time.
const CreateToken = dynamic(() => import('./create-token.tsx').then((file) => file.CreateToken), { ssr: false });
const RemoveToken = dynamic(() => import('./remove-token.tsx').then((file) => file.RemoveToken), { ssr: false });

/** The own API tokens: for programs that speak ML Commons' API, and for the studio's own. */
export function TokenSection() {
  const query = useQuery(tokensQuery);
  const [opened, setOpened] = useState<{ token?: Token }>();
  const [isOpen, setOpen] = useState(false);
  const open = (what: { token?: Token }) => {
    setOpened(what);
    setOpen(true);
  };
  const close = () => setOpen(false);
  return (
    <Panel
      title="API tokens"
      id="tokens"
      padding="wide"
      description="For programs, which send one as Authorization: Bearer. A token never allows more than you may do."
    >
      <div className={css.stack}>
        {query.isPending && <BoxSkeleton height={64} />}
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.data?.total === 0 && <p className={css.words}>You have no token yet.</p>}
        {query.data && query.data.total > 0 && (
          <ul className={css.list} aria-label="API tokens">
            {query.data.items.map((token) => (
              <TokenItem key={token.id} token={token} onRemove={() => open({ token })} />
            ))}
          </ul>
        )}
        <Button variant="default" className={css.start} onClick={() => open({})}>
          Create token
        </Button>
      </div>
      {opened && !opened.token && <CreateToken opened={isOpen} onClose={close} />}
      {opened?.token && <RemoveToken opened={isOpen} token={opened.token} onClose={close} />}
    </Panel>
  );
}

function TokenItem({ token, onRemove }: { token: Token; onRemove: () => void }) {
  const { name, scope, created_at, expires_at, last_used } = token;
  const isOver = expires_at !== null && expires_at <= Date.now();
  return (
    <li className={css.item}>
      <div className={css.about}>
        <p className={css.name} translate="no">
          {name}
        </p>
        <p className={css.facts}>
          <span translate="no">{scope}</span>
          <span>
            created <TimeAgo at={created_at} />
          </span>
          <span>{last_used === null ? 'never used' : <Fact words="used" at={last_used} />}</span>
          {expires_at === null && <span>does not end by itself</span>}
          {expires_at !== null && !isOver && <Fact words="ends" at={expires_at} />}
          {isOver && <StatusChip kind="warning">Ended</StatusChip>}
        </p>
      </div>
      <Button variant="default" onClick={onRemove} aria-label={`Remove ${name}`}>
        Remove
      </Button>
    </li>
  );
}

const Fact = ({ words, at }: { words: string; at: number }) => (
  <span>
    {words} <TimeAgo at={at} />
  </span>
);
