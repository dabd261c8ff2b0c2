'use client';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { SessionProvider } from '#components/shell/session.tsx';
import { AnnouncerProvider } from '#components/ui/announcer.tsx';
import { ShortcutListener } from '#components/ui/shortcuts.tsx';
import { TrailProvider } from '#components/ui/trail.tsx';
import type { Session } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';

/** A refusal is final; only a server that did not answer, or is busy, is asked again. */
const shouldRetry = (count: number, error: Error) => isStudioError(error) && (error.status === 0 || error.status === 503) && count < 2;

const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 5_000, refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

/** What pages of the studio need around them; the pages for signing in do without, and load less. */
export function StudioProviders({ session, children }: { session: Session; children: ReactNode }) {
  const [queries] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <SessionProvider initial={session}>
        <AnnouncerProvider>
          <TrailProvider>{children}</TrailProvider>
        </AnnouncerProvider>
        <ShortcutListener />
        <Notifications position="bottom-right" zIndex={9000} limit={5} containerWidth={320} pauseResetOnHover="all" />
      </SessionProvider>
    </QueryClientProvider>
  );
}
