import type { Metadata } from 'next';
import { AuthCard } from '#components/shell/auth-card.tsx';
import { SetUp } from '#components/shell/set-up.tsx';
import { SetUpClosed } from '#components/shell/set-up-closed.tsx';
import { setUpState } from '#lib/sources/session.ts';

export const metadata: Metadata = { title: 'Set up' };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

export default async function SetUpPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const state = setUpState(typeof token === 'string' ? token : undefined);
  return (
    <AuthCard title="Set up ML Connector Studio" width={560}>
      {state.name === 'ready' ? <SetUp token={state.token} sealingKey={state.key} /> : <SetUpClosed reason={state.name} />}
    </AuthCard>
  );
}
