import type { ItemResult } from '#components/ui/run-many.ts';
import { deleteConnector, getConnector } from '#lib/client/connectors.ts';
import { predict } from '#lib/client/predictions.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { copyAs } from '#lib/copy-as/copy-as.ts';
import { draftOf } from './connector-draft.ts';
import { sampleFor } from './draft-preview.ts';
import { storedBody } from './stored-body.ts';

type One = Omit<ItemResult, 'id' | 'name'>;
type Named = (name: string) => void;

async function load(id: string, named: Named) {
  const details = await getConnector(id);
  named(details.connector.name ?? id);
  return details;
}

/** One that is in use or may not be deleted is skipped with the reason. */
export async function deleteOne(id: string, named: Named): Promise<One> {
  const { models, can } = await load(id, named);
  const skipped = (reason: string): One => ({ outcome: 'skipped', words: 'skipped', reason });
  if (can.delete !== true) return skipped(can.delete);
  if (models.length > 0) return skipped(`Used by ${models.map((model) => model.name).join(', ')}.`);
  await deleteConnector(id);
  return { outcome: 'done', words: 'deleted' };
}

/** What its own action would send for a made-up input; nothing is sent. */
export async function testOne(id: string, named: Named): Promise<One> {
  const { connector } = await load(id, named);
  const sample = sampleOf(connector);
  if (!sample) return { outcome: 'skipped', words: 'skipped', reason: 'It has no action to run.' };
  const { action_type, algorithm, body } = sample;
  const run = await predict({ target: JSON.stringify({ connector_id: id }), action_type, algorithm, body, mode: 'dry_run' });
  if (run.outcome !== 'failed') return { outcome: 'done', words: 'dry run went well' };
  const step = run.trace.steps.find(({ status }) => status === 'failed');
  const reason = step?.error?.reason;
  return { outcome: 'failed', words: `dry run failed${step ? ` at ${step.name}` : ''}`, ...(reason && { reason }) };
}

function sampleOf(connector: Connector) {
  const draft = draftOf(storedBody(connector));
  const action = draft.actions.find(({ action_type }) => action_type === 'PREDICT') ?? draft.actions[0];
  return action && { action_type: action.action_type, ...sampleFor(draft, action) };
}

/** Adds the create body of a connector to the texts. Secrets stand as `<name>` (threats.md C-13). */
export const exportInto =
  (texts: string[]) =>
  async (id: string, named: Named): Promise<One> => {
    const { connector, credential_keys } = await load(id, named);
    const credentialKeys = credential_keys.map(({ name }) => name);
    texts.push(copyAs('json', { connector: storedBody(connector), credentialKeys, origin: window.location.origin }).trim());
    return { outcome: 'done', words: 'exported' };
  };

/** A file of create bodies, each as it could be sent. */
export const exportFile = (texts: readonly string[]) => `[\n${texts.join(',\n')}\n]\n`;
