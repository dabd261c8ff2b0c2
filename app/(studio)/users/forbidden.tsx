import type { Metadata } from 'next';
import { NoPermission } from '#components/shell/no-permission.tsx';

export const metadata: Metadata = { title: 'No permission' };

export default function UsersForbidden() {
  return <NoPermission needs="all_access" />;
}
