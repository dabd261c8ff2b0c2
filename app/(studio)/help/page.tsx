import type { Metadata } from 'next';
import css from '#components/help/guide-list.module.css';
import { Page } from '#components/ui/page.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { listGuides } from '#lib/help/guides.ts';
import { requireSession } from '#lib/sources/session.ts';

export const metadata: Metadata = { title: 'Guides' };

export default async function Guides() {
  await requireSession();
  return (
    <Page title="Guides" description="One task each, in a few steps." width="form">
      <Panel padding="wide">
        <ul className={css.list}>
          {listGuides().map(({ id, title }) => (
            <li key={id}>
              <TextLink href={`/help/${id}`}>{title}</TextLink>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="When something fails" padding="wide">
        <p className={css.words}>
          <TextLink href="/help/errors">Errors and what helps</TextLink> explains the texts of failures. The key <kbd>?</kbd> lists the keys
          of the page you are on.
        </p>
      </Panel>
    </Page>
  );
}
