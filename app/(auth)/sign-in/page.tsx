import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AcceptInvitation, NoInvitation } from '#components/shell/accept-invitation.tsx';
import { AuthCard } from '#components/shell/auth-card.tsx';
import { SignIn } from '#components/shell/sign-in.tsx';
import { type SignOnProblem, SingleSignOn } from '#components/shell/single-sign-on.tsx';
import { safeNext } from '#lib/access/safe-next.ts';
import { hasSingleSignOn, invitedBy, isSetUpOpen, pageSession } from '#lib/sources/session.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Search = { next?: string | string[]; invitation?: string | string[]; sso?: string | string[] };
type Props = { searchParams: Promise<Search> };

const problemIn = (sso: string | string[] | undefined): SignOnProblem | undefined =>
  sso === 'failed' || sso === 'no_role' ? sso : undefined;

export default async function SignInPage({ searchParams }: Props) {
  const { next, invitation, sso } = await searchParams;
  const destination = safeNext(typeof next === 'string' ? next : undefined);
  if (typeof invitation === 'string') return <Invitation invitation={invitation} next={destination} />; // whoever is signed in here
  if (await pageSession()) redirect(destination);
  return (
    <AuthCard title="Sign in">
      <SignIn next={destination} isSetUpOpen={isSetUpOpen()} />
      {hasSingleSignOn() && <SingleSignOn next={destination} problem={problemIn(sso)} />}
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
