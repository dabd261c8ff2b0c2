import fs from 'node:fs';
import path from 'node:path';
import { type OpenedRing, openRing } from '#lib/sealing/open-ring.ts';
import { makeOpener } from '#lib/sealing/opener.ts';
import { makeSealer } from '#lib/sealing/sealer.ts';
import { readCredential, writeCredential } from '#lib/store/credential-store.ts';
import type { Store } from '#lib/store/open.ts';
import { openStore } from '#lib/store/open.ts';
import { readKnownKeys, registerKeys } from '#lib/store/sealing-key-store.ts';
import { freshFolder } from '../fresh-store.ts';

/** A data directory with sealed credentials in it, as a server that was stopped leaves it. */
export type SealedData = {
  folder: string;
  file: string;
  ringFile: string;
  /** Values as they were sealed, by owner. */
  values: Map<string, Record<string, string>>;
  /** The ring as the file has it now. */
  ring(): OpenedRing;
  /** Opens every credential with that ring. */
  opened(): Promise<Map<string, Record<string, string>>>;
  [Symbol.dispose](): void;
};

export async function sealedData(count: number): Promise<SealedData> {
  const folder = freshFolder();
  const [file, ringFile] = [path.join(folder, 'studio.db'), path.join(folder, 'sealing.key')];
  const values = new Map(Array.from({ length: count }, (_, at) => [`owner-${at}`, { key: `secret ${at}`, other: `ü${at}` }]));
  const ring = () => {
    const store = openStore(file);
    const opened = openRing({}, ringFile, readKnownKeys(store.reads));
    void store.close();
    return opened;
  };
  const store = openStore(file);
  const { ring: first } = openRing({}, ringFile, readKnownKeys(store.reads));
  registerKeys(file, first.keys, 1);
  const sealer = makeSealer(first);
  await store.prisma.$transaction(async (tx) => {
    for (const [owner, plain] of values) {
      const names = Object.keys(plain);
      await writeCredential(tx, { sealed: sealer.seal(owner, plain), names, unset: [], set_by: 'ana', set_at: 1 });
    }
  });
  await store.close();
  return {
    folder,
    file,
    ringFile,
    values,
    ring,
    opened: () =>
      withStore(file, async ({ prisma }) => {
        const open = makeOpener(ring().ring);
        const owners = [...values.keys()];
        const credentials = await Promise.all(owners.map((owner) => readCredential(prisma, owner)));
        return new Map(owners.map((owner, at) => [owner, open(credentials[at] ?? { owner, data_key: '', fields: {} })]));
      }),
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

async function withStore<Result>(file: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = openStore(file);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
