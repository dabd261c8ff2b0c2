import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '#components/shell/auth-card.tsx';
import { SignIn } from '#components/shell/sign-in.tsx';
import { safeNext } from '#lib/access/safe-next.ts';
import { isSetUpOpen, pageSession } from '#lib/sources/session.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const destination = safeNext(typeof next === 'string' ? next : undefined);
  if (await pageSession()) redirect(destination);
  return (
    <AuthCard title="Sign in">
      <SignIn next={destination} isSetUpOpen={isSetUpOpen()} />
    </AuthCard>
  );
}
