import {
  IconActivity,
  IconAdjustmentsHorizontal,
  IconCpu,
  IconPlayerPlay,
  IconPlugConnected,
  IconTemplate,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Permission } from '#lib/access/permission.ts';

export type Section = {
  href: string;
  label: string;
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean; className?: string }>;
  /** After `g`. */
  key: string;
  needs: Permission;
};

/** The pages of the navigation, in their groups. */
export const groups: { label: string; sections: Section[] }[] = [
  {
    label: 'Connect',
    sections: [
      { href: '/connectors', label: 'Connectors', icon: IconPlugConnected, key: 'c', needs: 'connector.read' },
      { href: '/blueprints', label: 'Blueprints', icon: IconTemplate, key: 'b', needs: 'blueprint.read' },
      { href: '/models', label: 'Models', icon: IconCpu, key: 'm', needs: 'model.read' },
    ],
  },
  { label: 'Try', sections: [{ href: '/playground', label: 'Playground', icon: IconPlayerPlay, key: 'p', needs: 'predict.try' }] },
  { label: 'Observe', sections: [{ href: '/activity', label: 'Activity', icon: IconActivity, key: 'a', needs: 'run.read' }] },
  {
    label: 'Manage',
    sections: [
      { href: '/settings', label: 'Cluster settings', icon: IconAdjustmentsHorizontal, key: 's', needs: 'settings.read' },
      { href: '/users', label: 'Users', icon: IconUsers, key: 'u', needs: 'user.read' },
    ],
  },
];

export const sections = groups.flatMap((group) => group.sections);

/** The section that a path belongs to. */
export const sectionOf = (path: string) => sections.find(({ href }) => path === href || path.startsWith(`${href}/`));
