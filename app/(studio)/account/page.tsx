import type { Metadata } from 'next';
import { AccountPreferences } from '#components/account/account-preferences.tsx';
import { DataSection } from '#components/account/data-section.tsx';
import { PasswordForm } from '#components/account/password-form.tsx';
import { PriceTable } from '#components/account/price-table.tsx';
import { TokenSection } from '#components/account-tokens/token-section.tsx';
import { Page } from '#components/ui/page.tsx';
import { Trail } from '#components/ui/trail.tsx';
import { permissionsOf } from '#lib/access/permission.ts';
import { requireSession } from '#lib/sources/session.ts';

export const metadata: Metadata = { title: 'Account' };

export default async function Account() {
  const { user } = await requireSession();
  return (
    <Page title="Account" description={`You are signed in as ${user.username}.`} width="form">
      <Trail crumbs={[{ label: 'Account' }]} />
      <AccountPreferences />
      <PriceTable />
      <PasswordForm username={user.username} />
      <TokenSection />
      {permissionsOf[user.role].includes('data.clear') && <DataSection />}
    </Page>
  );
}
