import type { Metadata } from 'next';
import { NoPermission } from '#components/shell/no-permission.tsx';

export const metadata: Metadata = { title: 'No permission' };

/** Of every page that writes; those for administrators say so themselves. */
export default function StudioForbidden() {
  return <NoPermission needs="ml_full_access" />;
}
