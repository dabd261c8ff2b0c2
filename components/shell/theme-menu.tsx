'use client';
import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { usePreferences } from '../ui/preferences.tsx';

const choices = [
  { value: 'auto', label: 'System', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
] as const;

export function ThemeMenu() {
  const { colorScheme } = useMantineColorScheme();
  const { change } = usePreferences();
  const { icon: Current } = choices.find(({ value }) => value === colorScheme) ?? choices[0];
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Theme">
          <ActionIcon aria-label="Theme">
            <Current size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === colorScheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={value === colorScheme ? <IconCheck size={16} aria-hidden /> : undefined}
            onClick={() => change({ theme: value })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
