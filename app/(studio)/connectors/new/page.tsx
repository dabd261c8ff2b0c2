import type { Metadata } from 'next';
import { forbidden, notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ConnectorEditor } from '#components/connectors/connector-editor.tsx';
import { blankText, blueprintText } from '#components/connectors/new-body.ts';
import { SourceChooser } from '#components/connectors/source-chooser.tsx';
import { sourceCount } from '#components/connectors/source-count.ts';
import { copyText } from '#components/connectors/stored-body.ts';
import { Page } from '#components/ui/page.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { Trail } from '#components/ui/trail.tsx';
import { isStudioError } from '#lib/errors.ts';
import { readBlueprint, readBlueprintChanges, readBlueprints } from '#lib/sources/blueprints.ts';
import { readConnector } from '#lib/sources/connectors.ts';
import { requireSession } from '#lib/sources/session.ts';
import { PastedConnector } from './pasted-connector.tsx';

export const metadata: Metadata = { title: 'Create connector' };

type Search = { blueprint?: string; from?: string; without?: string; blank?: string; paste?: string };

async function orNotFound<Found>(found: Promise<Found>): Promise<Found> {
  try {
    return await found;
  } catch (thrown) {
    if (isStudioError(thrown) && (thrown.status === 404 || thrown.status === 403)) notFound();
    throw thrown;
  }
}

export default async function NewConnector({ searchParams }: { searchParams: Promise<Search> }) {
  const { permissions } = await requireSession();
  if (!permissions.includes('connector.create')) forbidden();
  const { blueprint, from, without, blank, paste } = await searchParams;
  return (
    <Page title="Create connector" description={blueprint || from || blank ? undefined : 'Choose where it comes from.'}>
      <Trail crumbs={[{ label: 'Create' }]} />
      {await source({ blueprint, from, without, blank, paste })}
    </Page>
  );
}

async function source({ blueprint: id, from, without, blank, paste }: Search): Promise<ReactNode> {
  if (id && from) return upgradedCopy(id, from);
  if (id) {
    const blueprint = await orNotFound(readBlueprint(id));
    const { title, questions, examples } = blueprint;
    const origin = (
      <>
        from <TextLink href={`/blueprints/${id}`}>{title}</TextLink>
      </>
    );
    return <ConnectorEditor key={id} initial={blueprintText(blueprint)} blueprint={{ id, title, questions, examples }} origin={origin} />;
  }
  if (from) {
    const { connector, credential_keys } = await orNotFound(readConnector(from));
    const names = credential_keys.map(({ name }) => name);
    const origin = (
      <>
        copy of <TextLink href={`/connectors/${from}`}>{connector.name ?? from}</TextLink>, without its credential
      </>
    );
    return <ConnectorEditor key={from} initial={copyText(connector, names, without)} origin={origin} />;
  }
  if (blank) return <ConnectorEditor initial={blankText} />;
  const list = await readBlueprints({ q: '' });
  const initial = { ...list, blueprints: list.blueprints.slice(0, sourceCount) };
  return paste ? <PastedConnector initial={initial} /> : <SourceChooser initial={initial} />;
}

/** A copy of a connector with what changed in its blueprint since. */
async function upgradedCopy(id: string, from: string): Promise<ReactNode> {
  const [{ title, questions, examples }, { blueprint, connector }] = await orNotFound(
    Promise.all([readBlueprint(id), readBlueprintChanges(from)]),
  );
  const credential = Object.fromEntries(Object.keys(connector.credential).map((name) => [name, '']));
  const initial = JSON.stringify({ ...connector, name: `${connector.name} copy`, credential });
  const origin = (
    <>
      copy of <TextLink href={`/connectors/${from}`}>{connector.name}</TextLink> with version {blueprint.latest} of{' '}
      <TextLink href={`/blueprints/${id}`}>{title}</TextLink>
    </>
  );
  return <ConnectorEditor key={`${id} ${from}`} initial={initial} blueprint={{ id, title, questions, examples }} origin={origin} />;
}
