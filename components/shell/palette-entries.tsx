'use client';
import {
  IconBolt,
  IconClipboardText,
  IconCpu,
  IconKeyboard,
  IconLifebuoy,
  IconListNumbers,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSun,
  IconSunMoon,
} from '@tabler/icons-react';
import { useGo } from '../ui/leave.ts';
import type { PaletteEntry } from '../ui/palette.tsx';
import { usePreferences } from '../ui/preferences.tsx';
import { useShortcutList } from '../ui/shortcuts.tsx';
import type { ThemeChoice } from '../ui/theme-choice.ts';
import { sections } from './sections.ts';
import { useCan } from './session.tsx';
import { signOutOfPage } from './sign-out.ts';

/** The pages of the navigation. */
export function usePalettePages(): PaletteEntry[] {
  const can = useCan();
  const go = useGo();
  return sections
    .filter(({ needs }) => can(needs))
    .map(({ href, label, icon: Icon, key }) => ({
      key: href,
      label,
      icon: <Icon size={16} aria-hidden />,
      keys: `g ${key}`,
      run: () => go(href),
    }));
}

const themes: readonly { theme: ThemeChoice; label: string; icon: typeof IconSun }[] = [
  { theme: 'light', label: 'Use the light theme', icon: IconSun },
  { theme: 'dark', label: 'Use the dark theme', icon: IconMoon },
  { theme: 'auto', label: 'Use the theme of the system', icon: IconSunMoon },
];

/** What the page at hand does with Ctrl or ⌘, then what can be done from everywhere. */
export function usePaletteActions(): PaletteEntry[] {
  const can = useCan();
  const go = useGo();
  const { change } = usePreferences();
  const shortcuts = useShortcutList();
  const ofPage = shortcuts
    .filter(({ group, keys }) => group === 'This page' && keys.startsWith('mod+'))
    .map(({ keys, label, run }) => ({ key: `keys ${keys}`, label, icon: <IconBolt size={16} aria-hidden />, keys, run }));
  const help = shortcuts.find(({ keys }) => keys === '?');
  return [
    ...ofPage,
    ...(can('connector.create')
      ? [{ key: 'create connector', label: 'Create connector', icon: <IconPlus size={16} aria-hidden />, run: () => go('/connectors/new') }]
      : []),
    ...(can('connector.create')
      ? [
          {
            key: 'paste anything',
            label: 'Paste anything',
            icon: <IconClipboardText size={16} aria-hidden />,
            run: () => go('/connectors/new?paste=1'),
          },
        ]
      : []),
    ...(can('blueprint.create')
      ? [{ key: 'create blueprint', label: 'Create blueprint', icon: <IconPlus size={16} aria-hidden />, run: () => go('/blueprints/new') }]
      : []),
    ...(can('model.create')
      ? [{ key: 'register model', label: 'Register model', icon: <IconCpu size={16} aria-hidden />, run: () => go('/models?register=') }]
      : []),
    ...themes.map(({ theme, label, icon: Icon }) => ({
      key: `theme ${theme}`,
      label,
      icon: <Icon size={16} aria-hidden />,
      run: () => change({ theme }),
    })),
    { key: 'guides', label: 'Guides', icon: <IconListNumbers size={16} aria-hidden />, run: () => go('/help') },
    {
      key: 'errors',
      label: 'Errors and what helps',
      icon: <IconLifebuoy size={16} aria-hidden />,
      run: () => go('/help/errors'),
    },
    ...(help ? [{ key: 'help', label: help.label, icon: <IconKeyboard size={16} aria-hidden />, keys: help.keys, run: help.run }] : []),
    { key: 'sign out', label: 'Sign out', icon: <IconLogout size={16} aria-hidden />, run: () => void signOutOfPage() },
  ];
}
