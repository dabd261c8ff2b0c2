import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AppShell } from '#components/shell/app-shell.tsx';
import { navCookie, readNavChoice } from '#components/shell/nav-choice.ts';
import { isRemoteInferenceOn, requireSession, studioVersion } from '#lib/sources/session.ts';
import { StudioProviders } from './providers.tsx';

/** Every page of the studio proper: somebody is signed in. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const session = await requireSession();
  const navChoice = (await cookies()).get(navCookie)?.value;
  return (
    <StudioProviders session={session}>
      <AppShell version={studioVersion} isNavCollapsed={readNavChoice(navChoice)} isRemoteInferenceOn={isRemoteInferenceOn()}>
        {children}
      </AppShell>
    </StudioProviders>
  );
}
