import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AcceptInvitation, NoInvitation } from '#components/shell/accept-invitation.tsx';
import { AuthCard } from '#components/shell/auth-card.tsx';
import { SignIn } from '#components/shell/sign-in.tsx';
import { safeNext } from '#lib/access/safe-next.ts';
import { invitedBy, isSetUpOpen, pageSession } from '#lib/sources/session.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ next?: string | string[]; invitation?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, invitation } = await searchParams;
  const destination = safeNext(typeof next === 'string' ? next : undefined);
  if (typeof invitation === 'string') return <Invitation invitation={invitation} next={destination} />; // whoever is signed in here
  if (await pageSession()) redirect(destination);
  return (
    <AuthCard title="Sign in">
      <SignIn next={destination} isSetUpOpen={isSetUpOpen()} />
    </AuthCard>
  );
}

function Invitation({ invitation, next }: { invitation: string; next: string }) {
  const invited = invitedBy(invitation);
  return (
    <AuthCard title={invited ? `Welcome, ${invited.username}` : 'Sign in'}>
      {invited ? <AcceptInvitation invitation={invitation} username={invited.username} next={next} /> : <NoInvitation />}
    </AuthCard>
  );
}
