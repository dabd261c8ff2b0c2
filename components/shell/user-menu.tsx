'use client';
import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconLogout, IconUserCog } from '@tabler/icons-react';
import Link from 'next/link';
import { useSession } from './session.tsx';
import { signOutOfPage } from './sign-out.ts';
import css from './user-menu.module.css';

const roleNames = {
  ml_read_access: 'Reads (ml_read_access)',
  ml_full_access: 'Works (ml_full_access)',
  all_access: 'Administers (all_access)',
};

export function UserMenu() {
  const { username, role } = useSession().user;
  const initials = username.slice(0, 2).toUpperCase();
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label={username}>
          <UnstyledButton className={css.button}>
            {initials}
            <span className="studio-visually-hidden">, user menu of {username}</span>
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span className={css.name}>{username}</span>
          {roleNames[role]}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} href="/account" prefetch={false} leftSection={<IconUserCog size={16} aria-hidden />}>
          Account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOutOfPage}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
