'use client';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import NextLink from 'next/link';
import type { ReactNode } from 'react';
import css from './row-actions.module.css';

export type RowAction = {
  label: string;
  icon?: ReactNode;
  onClick?: () => void;
  href?: string;
  isDangerous?: boolean;
  /** Why not for this object; shown under the label. */
  refusal?: string | false;
};

type RowActionsProps = {
  /** Name of the row's object. */
  name: string;
  /** The one that is always visible: an icon and its words. */
  primary?: RowAction;
  items?: readonly RowAction[];
};

/** What can be done with one object: one action in sight, the rest in a menu. */
export function RowActions({ name, primary, items = [] }: RowActionsProps) {
  return (
    <div className={css.actions}>
      {primary && <Primary action={primary} name={name} />}
      {items.length > 0 && (
        <Menu>
          <Menu.Target>
            <ActionIcon size={28} aria-label={`Actions for ${name}`}>
              <IconDotsVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {items.map((item) => (
              <Item key={item.label} {...item} />
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function Primary({ action: { label, icon, href, onClick }, name }: { action: RowAction; name: string }) {
  const shared = { size: 28, 'aria-label': `${label} ${name}`, children: icon };
  return (
    <Tooltip label={label}>
      {href ? <ActionIcon component={NextLink} href={href} prefetch={false} {...shared} /> : <ActionIcon onClick={onClick} {...shared} />}
    </Tooltip>
  );
}

function Item({ label, icon, onClick, href, isDangerous, refusal }: RowAction) {
  if (refusal) {
    return (
      <Menu.Item leftSection={icon} aria-disabled closeMenuOnClick={false} className={css.refused}>
        {label}
        <span className={css.refusal}>{refusal}</span>
      </Menu.Item>
    );
  }
  const shared = { leftSection: icon, color: isDangerous ? 'red' : undefined, children: label };
  return href ? <Menu.Item component={NextLink} href={href} prefetch={false} {...shared} /> : <Menu.Item onClick={onClick} {...shared} />;
}
