import './mantine.css';
import './theme.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { readThemeChoice, themeCookie } from '#components/ui/theme-choice.ts';
import { fontVariables } from './fonts.ts';
import { Providers } from './providers.tsx';

/** Every page depends on who asks, and carries the nonce of its own response. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: { default: 'ML Connector Studio', template: '%s · ML Connector Studio' },
  description: 'Connectors from OpenSearch to models that run elsewhere.',
  icons: { icon: '/icon.svg' },
  referrer: 'no-referrer',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  const themeChoice = readThemeChoice((await cookies()).get(themeCookie)?.value);
  const scheme = themeChoice === 'dark' ? 'dark' : 'light';
  return (
    <html lang="en" {...mantineHtmlProps} data-mantine-color-scheme={scheme} className={fontVariables}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme={themeChoice} />
      </head>
      <body>
        <Providers nonce={nonce} themeChoice={themeChoice}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
