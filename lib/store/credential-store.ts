import '#server-only';
import type { CredentialKey, CredentialWrite } from '#lib/connectors/ports.ts';
import type { SealedCredential } from '#lib/predict/ports.ts';
import type { Tx } from './sequence.ts';

/** Writes sealed fields beside those that are there; an owner keeps its one data key. */
export async function writeCredential(tx: Tx, { sealed, names, unset, set_by, set_at }: CredentialWrite): Promise<void> {
  const { owner: owner_id, data_key: wrapped, fields } = sealed;
  await tx.dataKey.upsert({ where: { owner_id }, create: { owner_id, wrapped }, update: { wrapped } });
  for (const name of names) {
    const row = { sealed: fields[name] ?? '', is_set: !unset.includes(name), set_by, set_at: BigInt(set_at) };
    await tx.sealedCredential.upsert({ where: { owner_id_name: { owner_id, name } }, create: { owner_id, name, ...row }, update: row });
  }
}

/** Takes the data key with it, so that what was sealed under it can never be read again (threats.md C-21). */
export const removeCredential = async (tx: Tx, owner_id: string): Promise<void> => {
  await tx.dataKey.deleteMany({ where: { owner_id } });
};

export async function readCredential(tx: Tx, owner_id: string): Promise<SealedCredential | undefined> {
  const row = await tx.dataKey.findUnique({ where: { owner_id }, include: { fields: true } });
  if (!row) return undefined;
  return { owner: owner_id, data_key: row.wrapped, fields: Object.fromEntries(row.fields.map(({ name, sealed }) => [name, sealed])) };
}

export async function readCredentialKeys(tx: Tx, owner_id: string): Promise<CredentialKey[]> {
  const rows = await tx.sealedCredential.findMany({ where: { owner_id }, omit: { sealed: true }, orderBy: { name: 'asc' } });
  return rows.map(({ name, is_set, set_at, set_by }) => ({ name, is_set, set_at: Number(set_at), set_by }));
}
