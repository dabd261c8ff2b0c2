import type { Metadata } from 'next';
import { forbidden, notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { blankBlueprint, blueprintOfBody } from '#components/blueprints/blank-blueprint.ts';
import { BlueprintSources } from '#components/blueprints/blueprint-sources.tsx';
import { BlueprintEditor } from '#components/blueprints/editor/blueprint-editor.tsx';
import { HandedEditor } from '#components/blueprints/editor/handed-editor.tsx';
import { copyText } from '#components/connectors/stored-body.ts';
import { PasteButton } from '#components/paste/paste-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { Trail } from '#components/ui/trail.tsx';
import type { Connector } from '#lib/connectors/connector.ts';
import { isStudioError } from '#lib/errors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { readConnector } from '#lib/sources/connectors.ts';
import { requireSession } from '#lib/sources/session.ts';

export const metadata: Metadata = { title: 'Create blueprint' };

type Search = { from?: string; title?: string; blank?: string; handed?: string };

export default async function NewBlueprint({ searchParams }: { searchParams: Promise<Search> }) {
  const { permissions } = await requireSession();
  if (!permissions.includes('blueprint.create')) forbidden();
  const search = await searchParams;
  const isChosen = Boolean(search.from || search.title || search.blank || search.handed);
  return (
    <Page title="Create blueprint" description={isChosen ? undefined : 'Choose where it comes from.'}>
      <Trail crumbs={[{ label: 'Create' }]} />
      {await source(search)}
    </Page>
  );
}

async function source({ from, title, blank, handed }: Search): Promise<ReactNode> {
  if (from) {
    const { connector, credential_keys } = await connectorOrNotFound(from);
    const name = connector.name ?? from;
    const origin = (
      <>
        from <TextLink href={`/connectors/${from}`}>{name}</TextLink>, without its secrets
      </>
    );
    const initial = blueprintOfBody(bodyOf(connector, credential_keys));
    return <BlueprintEditor key={from} initial={initial} connectorId={from} origin={origin} hasExample />;
  }
  if (handed) return <HandedEditor />;
  if (blank || title) return <BlueprintEditor key={title} initial={blankBlueprint(title)} {...(title && { keptAs: title })} />;
  return <BlueprintSources paste={<PasteButton />} />;
}

async function connectorOrNotFound(id: string) {
  try {
    return await readConnector(id);
  } catch (thrown) {
    if (isStudioError(thrown) && (thrown.status === 404 || thrown.status === 403)) notFound();
    throw thrown;
  }
}

/** A create body under the connector's own name, with names of secrets but no value. */
function bodyOf(connector: Connector, keys: readonly { name: string }[]): JsonObject {
  const names = keys.map(({ name }) => name);
  const body = parseJson(copyText(connector, names, undefined)) as JsonObject; // as: the text of an object
  return new Map(body).set('name', connector.name ?? '');
}
