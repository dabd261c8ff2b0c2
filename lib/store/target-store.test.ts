import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { freshStore } from '../../test/fresh-store.ts';
import { domainStore } from './domain-store.ts';
import { targetReads } from './target-store.ts';

const connector = (name: string) => ({
  name,
  version: '1',
  protocol: 'http' as const,
  parameters: {},
  actions: [],
  created_time: 1,
  last_updated_time: 1,
});
const model = (connector_id: string) => ({
  name: 'm',
  model_group_id: 'g',
  algorithm: 'REMOTE' as const,
  model_version: '1',
  model_state: 'DEPLOYED' as const,
  created_time: 1,
  last_updated_time: 1,
  is_hidden: false,
  connector_id,
});

test('a target is made once and again after each change of what it is made of', async () => {
  await using store = freshStore();
  const { transaction } = domainStore(store);
  const targets = targetReads(store);
  expect(targets.connector('c')).toBeUndefined();
  await transaction(async ({ connectors, models }) => {
    await connectors.insert('c', connector('first'), { by: 'ana' });
    await models.insert('m', model('c'));
  });
  const first = targets.model('m')?.target;
  expect(first?.connector.name).toBe('first');
  expect(targets.model('m')?.target).toBe(first);
  await transaction(async ({ tasks }) => {
    await tasks.insert('t', { task_type: 'DEPLOY_MODEL', state: 'COMPLETED', create_time: 1, last_update_time: 1 } as never); // any other write
  });
  expect(targets.model('m')?.target).toBe(first);
  await transaction(async ({ connectors }) => {
    const stored = await connectors.find('c');
    if (stored) await connectors.replace(stored, connector('second'), { by: 'ana' });
  });
  expect(targets.model('m')?.target?.connector.name).toBe('second');
  await transaction(({ connectors }) => connectors.remove('c'));
  expect(targets.model('m')).toEqual({ model: model('c') });
  expect(targets.connector('c')).toBeUndefined();
});

test('a key that another process rotates is read anew', async () => {
  await using store = freshStore();
  const { transaction } = domainStore(store);
  const sealed = { owner: 'c', data_key: 'wrapped once', fields: { key: 'sealed' } };
  const credential = { sealed, names: ['key'], unset: [], set_by: 'someone', set_at: 1 };
  await transaction(({ connectors }) => connectors.insert('c', connector('one'), { by: 'ana', credential }));
  const targets = targetReads(store);
  expect(targets.connector('c')?.credential).toEqual(sealed);
  const other = new Database(store.file);
  other.prepare('UPDATE data_key SET wrapped = ?').run('wrapped twice');
  other.close();
  while (targets.connector('c')?.credential.data_key === 'wrapped once') await setTimeout(10); // noticed soon
  expect(targets.connector('c')?.credential.data_key).toBe('wrapped twice');
});
