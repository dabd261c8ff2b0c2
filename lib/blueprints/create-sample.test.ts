import { expect, test } from 'vitest';
import { administrator, serveStudio } from '../../test/served-studio.ts';
import { createSample } from './create-sample.ts';

test('the sample connector passes the default rules, belongs to its maker and knows its blueprint', async () => {
  await using studio = await serveStudio();
  const { connector_id } = await createSample(administrator, studio.ports);
  const { body } = await studio.call('GET', `/_plugins/_ml/connectors/${connector_id}`);
  expect(body).toMatchObject({ name: 'Sample: OpenAI chat', protocol: 'http', actions: [{ action_type: 'PREDICT' }] });
  expect(body.credential).toBeUndefined();
  expect(await studio.store.prisma.connector.findUnique({ where: { id: connector_id } })).toMatchObject({
    blueprint_id: 'openai-chat',
    owner_id: administrator.id,
  });
});
