import { assertDestinationsTrusted } from '#lib/connectors/assert-destinations-trusted.ts';
import { assertAwsRules } from '#lib/connectors/aws-rules.ts';
import { assertWhole, inPrintedOrder, isMcpProtocol } from '#lib/connectors/build-connector.ts';
import { assertProtocol } from '#lib/connectors/complete-input.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { assertCredentialValues, assertHarmlessNames } from '#lib/connectors/credential-rules.ts';
import { changesDestination } from '#lib/connectors/destination.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { assertHeaderRules } from '#lib/connectors/header-rules.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { InlineConnector, Model } from './model.ts';
import type { InlineInput, InlinePatch } from './model-input.ts';

/** An inline connector as the rest of the engine sees a connector: the times are the model's. */
export const asConnector = (
  inline: InlineConnector,
  { created_time, last_updated_time }: Pick<Model, 'created_time' | 'last_updated_time'>,
): Connector => ({
  ...inline,
  parameters: inline.parameters ?? {},
  created_time,
  last_updated_time,
});

const timeless = { created_time: 0, last_updated_time: 0 };

/** A connector that a model brings along. @throws StudioError 400: what a model needs of it (connector-model.md §12) */
export function usableInline(input: InlineInput | undefined, trusted: readonly string[]): InlineConnector {
  if (!input) throw illegalArgument('You must provide connector content when creating a remote model without connector id!');
  const { connector, credential } = input;
  if (!isMcpProtocol(connector.protocol) && !findAction(connector.actions, 'PREDICT')) {
    throw illegalArgument('Connector endpoint is required when creating a remote model without connector id!');
  }
  assertHarmlessNames('Parameter', Object.keys(connector.parameters ?? {}));
  assertHarmlessNames('Credential', Object.keys(credential));
  assertCredentialValues(credential);
  assertAwsRules(connector.protocol, new Set(Object.keys(credential)), connector.parameters ?? {});
  assertHeaderRules(connector.actions, connector.protocol);
  assertDestinationsTrusted(asConnector(connector, timeless), trusted);
  return connector;
}

/**
 * The inline connector that a patch leaves behind: parameters merge, what else was sent replaces.
 * @param stored names of the credential fields that the model has
 * @throws StudioError 400, also when kept values would go somewhere new (threats.md C-12)
 */
export function patchInline(
  inline: InlineConnector,
  patch: InlinePatch,
  stored: readonly string[],
  trusted: readonly string[],
): InlineConnector {
  const { credential = {}, protocol = inline.protocol, parameters, ...rest } = patch;
  assertProtocol(protocol);
  assertHarmlessNames('Parameter', Object.keys(parameters ?? {}));
  assertHarmlessNames('Credential', Object.keys(credential));
  assertCredentialValues(credential);
  const before = asConnector(inline, timeless);
  const merged = Object.fromEntries([...Object.entries(before.parameters), ...Object.entries(parameters ?? {})]);
  const after = inPrintedOrder({ ...before, ...rest, protocol, parameters: merged });
  assertWhole(after, new Set([...stored, ...Object.keys(credential)]));
  assertHeaderRules(after.actions, protocol);
  assertDestinationsTrusted(after, trusted);
  if (stored.some((name) => !Object.hasOwn(credential, name)) && changesDestination(before, after)) {
    throw illegalArgument('Changing the endpoint requires re-entering the credential');
  }
  const { created_time: _created, last_updated_time: _updated, ...kept } = after;
  return inline.parameters || parameters ? kept : { ...kept, parameters: undefined };
}
