'use client';
import { MantineProvider } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { NonceProvider } from '#components/ui/nonce.tsx';
import { colorSchemeManager, type ThemeChoice } from '#components/ui/theme-choice.ts';
import { cssVariablesResolver, theme } from './theme.ts';

type Props = { nonce: string; themeChoice: ThemeChoice; children: ReactNode };

/**
 * The theme for all pages. The first nonce is kept: the layout of a later refresh brings another one, which the policy of the document
 * that the browser still shows does not know.
 */
export function Providers({ nonce: current, themeChoice, children }: Props) {
  const [nonce] = useState(current);
  const [manager] = useState(() => colorSchemeManager(themeChoice));
  // Read by the scroll lock of dialogs, which makes a style element of its own.
  if (typeof window !== 'undefined') Object.assign(window, { __webpack_nonce__: nonce });
  return (
    <NonceProvider value={nonce}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={manager}
        defaultColorScheme={themeChoice}
        getStyleNonce={() => nonce}
      >
        {children}
      </MantineProvider>
    </NonceProvider>
  );
}
